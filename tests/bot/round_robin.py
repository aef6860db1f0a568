"""A load balancer on loopback: a call goes to the next replica, 502 if that does not answer."""

from itertools import count
from typing import Self

import aiohttp
from aiohttp import web


class RoundRobin:
    """`async with RoundRobin(ports) as balancer:` listens at `balancer.url`."""

    def __init__(self, ports: list[int]) -> None:
        self.url = ""
        self.answers = dict.fromkeys(ports, 0)
        self._ports = ports
        self._turn = count()
        self._runner = web.ServerRunner(web.Server(self._pass_on, access_log=None))

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=3.0))
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()
        await self._runner.cleanup()

    async def _pass_on(self, request: web.BaseRequest) -> web.StreamResponse:
        port = self._ports[next(self._turn) % len(self._ports)]
        body, url = await request.read(), f"http://127.0.0.1:{port}{request.path}"
        try:
            async with self._session.post(url, data=body, headers=request.headers) as answer:
                self.answers[port] += answer.status == 200
                return web.Response(status=answer.status)
        except (aiohttp.ClientError, OSError):
            return web.Response(status=502)
