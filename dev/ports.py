"""Ports on this machine's loopback address: nothing here listens on any other."""

from __future__ import annotations

import socket
from contextlib import ExitStack

LOOPBACK = "127.0.0.1"


class PortTaken(Exception):
    """The text says which port, and what to do."""


def free_ports(count: int) -> list[int]:
    """`count` different ports that nobody uses now. Bind them soon: they are not kept."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind((LOOPBACK, 0))
        return [one.getsockname()[1] for one in sockets]


def require_free(port: int) -> None:
    """Raises PortTaken where something listens on `port` already, or where there is no such port."""
    if not 0 < port < 65536:
        raise PortTaken(f"There is no port {port}: choose one from 1024 to 65535, such as PORT=8000.")
    with socket.socket() as probe:
        # As the web server binds: a connection that lingers from the last start is no hindrance.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except PermissionError as error:
            raise PortTaken(f"Port {port} is reserved for root: choose one above 1023, PORT=8000.") from error
        except OSError as error:
            raise PortTaken(
                f"Port {port} on {LOOPBACK} is taken by another program: "
                f"stop that one, or choose another port with `make demo PORT={port + 1}`."
            ) from error
