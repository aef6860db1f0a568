"""Figures for Prometheus, for who sits at this machine: how much waits, and nothing about people.

1. Only who asks from this machine itself gets them; whoever came through a proxy did not.
2. There is no label: a language, a place or a chat beside a figure would say something of somebody.
"""

from collections.abc import Mapping
from ipaddress import ip_address

from starlette.requests import Request

# Text-based exposition format 0.0.4 of Prometheus.
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
_HELP = {
    "waiting": "Messages that wait to be sent.",
    "sending": "Messages on their way.",
    "aside": "Messages that an app did not take.",
    "parked": "Messages that could not be worked through (howareyou parked list).",
}


def from_here(request: Request) -> bool:
    """Whether somebody at this machine asks."""
    if request.client is None or any(name in request.headers for name in _FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def exposed(figures: Mapping[str, int]) -> str:
    """The figures as Prometheus reads them."""
    lines = []
    for name, about in _HELP.items():
        whole = f"howareyou_messages_{name}"
        lines += [f"# HELP {whole} {about}", f"# TYPE {whole} gauge", f"{whole} {figures[name]}"]
    return "\n".join(lines) + "\n"
