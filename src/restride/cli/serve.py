"""`restride serve`: prepares the data folder and runs the server. What the server answers is the web's own matter."""

import argparse
import ipaddress
import os
import socket
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from restride.cli._in_use import InUse, held
from restride.cli._web import ask_web, web_environment
from restride.usecases.clock import ClockRefused, read_instant, write_setting

LOOPBACK = "127.0.0.1"
PORT = 8000
THREADS = 4


class ServeRefused(ValueError):
    """A way of serving that isn't allowed or not possible; the text says why and the cure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the server listens and the address that people use."""

    host: str
    port: int
    certificate: Path | None
    key: Path | None
    origin: str | None

    @property
    def address(self) -> str:
        """What to open in a browser. Passkeys work at a name only, so this computer is `localhost`."""
        if self.host in (LOOPBACK, "::1"):
            return self.origin or f"http://localhost:{self.port}"
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return self.origin or f"http://{shown}:{self.port}"


def add(subparsers: "argparse._SubParsersAction[Any]") -> None:
    """Describe the command."""
    parser = subparsers.add_parser("serve", help="run the server", description="Run the server; see docs/deploy.md.")
    parser.add_argument("--host", default=LOOPBACK, help=f"the address to listen on (default {LOOPBACK})")
    parser.add_argument("--port", help=f"the port to listen on (RESTRIDE_PORT, otherwise {PORT})")
    parser.add_argument("--data", help="the data folder (RESTRIDE_DATA, otherwise ./data)")
    parser.add_argument("--clock", metavar="ISO8601", help="start at this time, for a demonstration on this computer")
    parser.add_argument("--tls-cert", metavar="FILE", help="your own certificate chain, PEM")
    parser.add_argument("--tls-key", metavar="FILE", help="its key, PEM (PKCS#8)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C; 1 where the server can't start, 2 where it was asked for wrongly."""
    try:
        place = read_place(arguments)
        clock = read_clock(arguments.clock, host=place.host)
        require_free(place)
    except (ServeRefused, ClockRefused) as refusal:
        print(f"restride: {refusal}", file=sys.stderr)
        return 2
    environment = web_environment(
        data=arguments.data,
        RESTRIDE_PORT=str(place.port),
        RESTRIDE_ORIGIN=place.origin,
        RESTRIDE_CLOCK=clock,
        RESTRIDE_TLS_CERT=str(place.certificate) if place.certificate else None,
    )
    try:
        with held(Path(environment.get("RESTRIDE_DATA") or "data").absolute(), alone=False):
            return _prepared_and_served(place, environment)
    except InUse as refusal:
        print(f"restride: {refusal}", file=sys.stderr)
        return 1


def _prepared_and_served(place: Place, environment: dict[str, str]) -> int:
    """Bring the data folder up to date, then answer until told to stop."""
    prepared = ask_web("prepare", environment=environment)
    if prepared != 0:
        return prepared
    print(f"Restride is at {place.address}  (stop it with Ctrl-C)", flush=True)
    if environment.get("RESTRIDE_CLOCK") and not environment.get("RESTRIDE_CLINICIAN_SECOND_FACTOR"):
        print("A demonstration with a moved clock: clinicians need no second factor.", flush=True)
    os.environ.update(environment)
    os.umask(0o077)  # records are the owner's alone
    serve(place)
    return 0


def read_place(arguments: argparse.Namespace) -> Place:
    """Where to listen; ServeRefused where the address isn't this computer's own and no https is there."""
    certificate, key = (Path(f) if f else None for f in (arguments.tls_cert, arguments.tls_key))
    if (certificate is None) != (key is None):
        raise ServeRefused("--tls-cert and --tls-key belong together: give both or none.")
    for file in (certificate, key):
        if file is not None and not file.is_file():
            raise ServeRefused(f"{file} isn't there.")
    port = read_port(arguments.port or os.environ.get("RESTRIDE_PORT") or str(PORT))
    origin = os.environ.get("RESTRIDE_ORIGIN") or None
    if certificate and origin is None:
        name = socket.getfqdn() if arguments.host in ("0.0.0.0", "::") else arguments.host  # noqa: S104
        origin = f"https://{name}:{port}"
    if not is_loopback(arguments.host) and not (origin or "").startswith("https://"):
        raise ServeRefused(
            f"{arguments.host} can be reached from other computers, and health data must not travel unprotected. "
            "Set RESTRIDE_ORIGIN=https://your.name with a proxy before it, or give --tls-cert and --tls-key "
            "(docs/deploy.md)."
        )
    return Place(host=arguments.host, port=port, certificate=certificate, key=key, origin=origin)


def read_port(text: str) -> int:
    """A port number; ServeRefused where it is none."""
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise ServeRefused(f"{text!r} isn't a port. Give a number from 1 to 65535.")
    return int(text)


def read_clock(text: str | None, *, host: str) -> str | None:
    """The RESTRIDE_CLOCK of a demonstration; refused where others could reach it: its decisions are wrong today."""
    if text is None:
        if os.environ.get("RESTRIDE_CLOCK") and not is_loopback(host):
            raise ServeRefused("RESTRIDE_CLOCK is set. A moved clock is for this computer alone: unset it.")
        return None
    if not is_loopback(host):
        raise ServeRefused(
            "--clock is for a demonstration on this computer alone. Leave out --host, or leave out --clock."
        )
    return write_setting(read_instant(text), datetime.now(UTC))


def is_loopback(host: str) -> bool:
    """Whether only this computer can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def require_free(place: Place) -> None:
    """ServeRefused where the address isn't ours or the port is taken."""
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((place.host, place.port))
        except OSError as error:
            raise ServeRefused(
                f"Port {place.port} of {place.host} can't be used: {error.strerror}. "
                f"Stop what runs there, or choose another: restride serve --port {place.port % 65535 + 1}"
            ) from error


def serve(place: Place) -> None:
    """Run one server process with a few threads until it is told to stop."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "restride.web.wsgi:application",
        address=place.host,
        port=place.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        ssl_cert=place.certificate,
        ssl_key=place.key,
        process_name=None,
    ).serve()
