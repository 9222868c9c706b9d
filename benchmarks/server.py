"""The server as it is started: cold start, memory when idle, the first page."""

import gzip
import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.rows import Row

_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)
_LINKS = re.compile(r'(?:href|src)="([^"]+)"')
_FETCHED = re.compile(r'<(?:link[^>]+rel="(?:stylesheet|icon|manifest|preload|modulepreload)"|script|img)[^>]*>')


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="restride-bench-") as folder:
        with _served(folder):
            pass  # the tables are made
        with _served(folder) as (port, server):
            yield Row(name="cold start, migrated: CPU", unit="s", value=_cpu_s(server), target=2.5)
            _get(port, "/")
            time.sleep(3)
            yield Row(name="idle, all processes: PSS", unit="MB", value=_pss_mb(server), target=200)
            yield from _first_page(port)


@contextmanager
def _served(folder: str) -> Iterator[tuple[int, int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RESTRIDE_")}
    command = [sys.executable, "-m", "restride.cli.main", "serve", "--port", str(port), "--data", folder]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=kept, stdout=quiet, stderr=quiet) as server:  # noqa: S603
        try:
            _wait(port)
            yield port, server.pid
        finally:
            server.terminate()


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            if _get(port, "/readyz")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not start within a minute")


def _get(port: int, path: str) -> tuple[int, bytes, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body, answer.getheader("Content-Encoding") or ""


def _family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text("utf-8").split():
            found += _family(int(child))
    return found


def _cpu_s(pid: int) -> float:
    ticks = os.sysconf("SC_CLK_TCK")
    total = 0
    for one in _family(pid):
        fields = Path(f"/proc/{one}/stat").read_text("utf-8").rsplit(")", 1)[1].split()
        total += sum(int(field) for field in fields[11:15])
    return total / ticks


def _pss_mb(pid: int) -> float:
    texts = (Path(f"/proc/{one}/smaps_rollup").read_text("utf-8") for one in _family(pid))
    return sum(int(_PSS.findall(text)[0]) for text in texts) / 1024


def _first_page(port: int) -> Iterator[Row]:
    """What a browser fetches first: the page with what it names. What comes plain is counted as gzip makes it."""
    status, body, encoding = _get(port, "/")
    if status >= 300:
        status, body, encoding = _get(port, "/welcome")
    size = len(body if encoding else gzip.compress(body))
    page = (gzip.decompress(body) if encoding else body).decode()
    named = {link for tag in _FETCHED.finditer(page) for link in _LINKS.findall(tag.group())}
    foreign = [link for link in named if link.startswith(("http:", "https:", "//"))]
    for link in sorted(named - set(foreign)):
        size += len(_get(port, link.split("#")[0])[1])
    yield Row(name="first page, compressed", unit="KB", value=size / 1000, target=100)
    yield Row(name="first page: requests", unit="", value=1 + len(named), target=10)
    yield Row(name="first page: requests to third parties", unit="", value=len(foreign), target=0)
