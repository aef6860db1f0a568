"""Ports that nobody takes between being chosen and being bound."""

import contextlib
import random
import socket

# Below where Linux (32768) and others (49152) begin with the ports of outgoing calls: one of those
# may be taken by any call of any test while its bot is not yet, or just not, there.
RANGE = range(12_000, 32_000)


def free_port() -> int:
    """A port on which nobody listens, and which no outgoing call is given."""
    while True:
        port = random.SystemRandom().choice(RANGE)  # not by the seed that all workers share
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
