"""Calls over kept connections: what comes back, what is used again, and what becomes of trouble."""

import asyncio
import datetime as dt
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bot.channels import calls
from bot.channels.calls import Answer, Calls

HELLO = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


class Server:
    """Answers every request with the next of the given bytes; None hangs up instead."""

    def __init__(self, *answers: bytes | None, pieces: int = 1_000_000) -> None:
        self.heard: list[bytes] = []
        self.connections = 0
        self.talking: list[asyncio.Task[None] | None] = []
        self._answers = list(answers)
        self._pieces = pieces

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection; what has no length ends with it."""
        self.connections += 1
        self.talking.append(asyncio.current_task())
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while self._answers:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.rpartition(b"Content-Length: ")[2])
                self.heard.append(head + await reader.readexactly(length))
                answer = self._answers.pop(0)
                for start in range(0, len(answer or b""), self._pieces):
                    writer.write((answer or b"")[start : start + self._pieces])
                    await writer.drain()
                    await asyncio.sleep(0)
                if answer is None or b"the end" in answer:
                    break
            else:
                await reader.read()
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


@asynccontextmanager
async def served(
    *answers: bytes | None, pieces: int = 1_000_000, secure: ssl.SSLContext | None = None
) -> AsyncIterator[tuple[Server, Calls, str]]:
    """A server, whoever calls it, and its address."""
    server, caller = Server(*answers, pieces=pieces), Calls()
    listening = await asyncio.start_server(server.talk, "127.0.0.1", 0, ssl=secure)
    port = listening.sockets[0].getsockname()[1]
    try:
        yield server, caller, f"http{'s' if secure else ''}://localhost:{port}"
    finally:
        await caller.close()
        listening.close()
        await listening.wait_closed()
        await asyncio.gather(*[task for task in server.talking if task is not None])


async def test_call_is_what_it_says() -> None:
    """Address, headers and body arrive as they were given; the answer comes back as it was sent."""
    answer = b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\nRetry-After:  7 \r\n\r\n{}"
    async with served(answer) as (server, caller, url):
        found = await caller.call(
            "POST", f"{url}/bot1:a/x?y=%20", "é".encode(), headers=(("A", "b"),), seconds=5.0
        )
        assert Answer(404, {"content-length": "2", "retry-after": "7"}, b"{}") == found
        host = url.removeprefix("http://").encode()
        assert [
            b"POST /bot1:a/x?y=%20 HTTP/1.1\r\nHost: " + host + b"\r\nAccept-Encoding: identity\r\n"
            b"A: b\r\nContent-Length: 2\r\n\r\n\xc3\xa9"
        ] == server.heard


@pytest.mark.parametrize("pieces", [1, 7, 1_000_000])
@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (HELLO, b"hello"),
        (CHUNKED + b"3\r\nhel\r\n2;x=y\r\nlo\r\n0\r\n\r\n", b"hello"),
        (CHUNKED + b"0\r\n\r\n", b""),
        (b"HTTP/1.1 100 Continue\r\n\r\n" + HELLO, b"hello"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", b""),
    ],
)
async def test_connection_is_used_again(answer: bytes, body: bytes, pieces: int) -> None:
    """However an answer is cut, its end is known and the next call goes the same way."""
    async with served(answer, HELLO, pieces=pieces) as (server, caller, url):
        first = await caller.call("POST", url, seconds=5.0)
        assert body == first.body
        assert b"hello" == (await caller.call("POST", url, seconds=5.0)).body
        assert 1 == server.connections


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\n\r\nthe end",
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 7\r\n\r\nthe end",
        b"HTTP/1.0 200 OK\r\nContent-Length: 7\r\n\r\nthe end",
    ],
)
async def test_connection_that_ends_is_not_used_again(answer: bytes) -> None:
    """An answer that ends with its connection is whole, and the next call goes another way."""
    async with served(answer, HELLO) as (server, caller, url):
        assert b"the end" == (await caller.call("POST", url, seconds=5.0)).body
        assert b"hello" == (await caller.call("POST", url, seconds=5.0)).body
        assert 2 == server.connections


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"the end",
        b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nthe end",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        b"HTTP/1.1 two hundred\r\n\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        CHUNKED + b"many\r\n",
        CHUNKED + b"9\r\nthe end",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000,
    ],
    ids=range(11),
)
async def test_trouble_is_told(answer: bytes | None) -> None:
    """What is no whole answer is a fault of the network, and the next call goes another way."""
    async with served(answer, HELLO) as (server, caller, url):
        with pytest.raises(ConnectionError):
            await caller.call("POST", url, seconds=5.0)
        assert 1 == len(server.heard)
        assert b"hello" == (await caller.call("POST", url, seconds=5.0)).body
        assert 2 == server.connections


async def test_answer_to_nothing_is_not_the_next_one() -> None:
    """What comes after an answer, unasked, is never taken for the answer to the next call."""
    async with served(HELLO + HELLO, HELLO) as (server, caller, url):
        await caller.call("POST", url, seconds=5.0)
        assert b"hello" == (await caller.call("POST", url, seconds=5.0)).body
        assert 2 == server.connections


async def test_late_answer_is_nobodys() -> None:
    """A call that had no more time leaves no connection on which its answer could come later."""
    async with served(b"", HELLO) as (server, caller, url):
        with pytest.raises(TimeoutError):
            await caller.call("POST", url, seconds=0.05)
        assert b"hello" == (await caller.call("POST", url, seconds=5.0)).body
        assert 2 == server.connections


async def test_silent_connection_is_not_used_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was silent for long may be closed on the other side: another call goes another way."""
    monkeypatch.setattr(calls, "IDLE_SECONDS", 0.0)
    async with served(HELLO, HELLO) as (server, caller, url):
        await caller.call("POST", url, seconds=5.0)
        await caller.call("POST", url, seconds=5.0)
        assert 2 == server.connections


async def test_only_so_many_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many calls at once only some have a connection; the others wait, and all are answered."""
    monkeypatch.setattr(calls, "CONNECTIONS", 3)
    async with served(*[HELLO] * 12) as (server, caller, url):
        caller._room = asyncio.Semaphore(calls.CONNECTIONS)
        found = await asyncio.gather(*(caller.call("POST", url, seconds=5.0) for _ in range(12)))
        assert [b"hello"] * 12 == [answer.body for answer in found]
        assert 3 >= server.connections


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:1/a b", "http://localhost:1/a\u2028", "http://localhost:x/", "http:///",
        f"http://{'a' * 70}.invalid/", "http://127.0.0.1:1/",
    ],
)  # fmt: skip
async def test_address_that_is_none(url: str) -> None:
    """An address that cannot be called is a fault of the network, before anything is written."""
    with pytest.raises(OSError, match=r".*"):
        await Calls().call("POST", url, seconds=5.0)


async def test_closing_ends_calls_on_their_way() -> None:
    """Closing does not wait for answers: whoever still waits is told."""
    async with served(b"") as (server, caller, url):
        asking = asyncio.create_task(caller.call("POST", url, seconds=5.0))
        while not server.heard:  # noqa: ASYNC110 - the other side of the socket makes it true
            await asyncio.sleep(0)
        await caller.close()
        with pytest.raises(ConnectionError):
            await asking


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate of our own for localhost, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    today = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


async def test_only_who_is_known_is_called(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over TLS nobody is told anything who cannot prove their name; with a known one it works."""
    secure = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    secure.load_cert_chain(certificate)
    async with served(HELLO, HELLO, secure=secure) as (server, caller, url):
        with pytest.raises(ssl.SSLCertVerificationError):
            await caller.call("POST", url, seconds=5.0)
        assert [] == server.heard
        trusting = ssl.create_default_context(cafile=str(certificate))
        monkeypatch.setattr(calls, "_safely", lambda: trusting)
        for _ in range(2):
            assert b"hello" == (await caller.call("POST", url, seconds=5.0)).body
        with pytest.raises(ssl.SSLCertVerificationError):
            await caller.call("POST", url.replace("localhost", "127.0.0.1"), seconds=5.0)
        assert 2 == len(server.heard)
