"""Where `make run` listens. Looked at before anything is installed or started: needs nothing but Python."""

from __future__ import annotations

import os
import socket

from tools.place import Trouble

# Only this machine, unless an address to listen on is named.
HOST = os.environ.get("LISTEN") or "127.0.0.1"
PORT = os.environ.get("PORT") or "8000"

BUSY = f"""Port {PORT} is taken by another program.
Choose another one: make run PORT=8001"""

ALREADY = """`make run` is already running in this checkout. Stop it first (Ctrl-C there)."""


def check_port() -> None:
    """Refuse a port on which the pages could not be served."""
    if not PORT.isdecimal() or not 0 < int(PORT) < 65536:
        raise Trouble(f"PORT={PORT} is not a port number.")
    with socket.socket(socket.AF_INET6 if ":" in HOST else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(PORT)))
        except PermissionError as error:
            raise Trouble(f"Port {PORT} is for the system's own services. Choose one above 1023.") from error
        except OSError as error:
            raise Trouble(BUSY) from error
