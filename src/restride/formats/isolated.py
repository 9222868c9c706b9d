"""Reading files from strangers in a child process with limits on time and memory, so that a bad file harms no one.

One server process holds the readers ready and forks a child a file (`reading_child`). It is started at the first
file, shared by all threads, and ends with the application, however that ends.
"""

import atexit
import hashlib
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from functools import cache

import msgspec

from restride.activity.problems import problem
from restride.formats import reading_child
from restride.formats.parsed import ParsedFile, parsed_problem
from restride.formats.reading_child import Answer, Failure, Job, receive, send
from restride.formats.unpack import MAX_FILE

CPU_S = 20
WALL_S = 60.0  # a busy machine may take longer than the processor time it grants
MEMORY_BYTES = 512 * 1024 * 1024
_GRACE_S = 5.0  # the child ends itself at wall_s; this is for a machine too busy to do even that
_ATTEMPTS = 2  # a server that died is replaced once
_ENDING_S = 0.1


def parse_in_child(data: bytes, name: str) -> ParsedFile:
    """What a file holds, read in a child. Never raises on bad bytes: a crash, a timeout, a limit are refusals.

    Safe to call from several threads. A file past 25 MB is refused before any child is started.
    """
    return _READERS.parse(data, name)


class Readers:
    """The server process and the way to it. One is shared by the whole application; tests make their own.

    `plugged` are importers of other packages as `module:name`. Only the server process loads them, never this one.
    """

    def __init__(
        self,
        *,
        plugged: Sequence[str] = (),
        cpu_s: int = CPU_S,
        wall_s: float = WALL_S,
        memory_bytes: int = MEMORY_BYTES,
    ) -> None:
        self._plugged = tuple(plugged)
        self._cpu_s = cpu_s
        self._wall_s = wall_s
        self._memory_bytes = memory_bytes
        self._lock = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._owner = 0

    def parse(self, data: bytes, name: str) -> ParsedFile:
        """As `parse_in_child`."""
        if len(data) > MAX_FILE:
            return _refused(data, name, "too-large")
        job = Job(name=name, size=len(data), cpu_s=self._cpu_s, wall_s=self._wall_s, memory_bytes=self._memory_bytes)
        began = time.monotonic()
        for _attempt in range(_ATTEMPTS):
            try:
                answer = self._ask(job, data)
                return _refused(data, name, answer.code) if isinstance(answer, Failure) else answer.file
            except TimeoutError:
                break
            except (EOFError, OSError, msgspec.DecodeError):
                if self._alive():  # the child alone ended, and would again
                    break
        # a child that the kernel ended says nothing; one that ended after its time was too slow
        late = time.monotonic() - began >= min(self._wall_s, self._cpu_s)
        return _refused(data, name, "too-slow" if late else "reader-stopped")

    @property
    def server_pid(self) -> int | None:
        """The server's process, or None where none was needed yet."""
        return self._server.pid if self._server is not None else None

    def close(self) -> None:
        """End the server. It also ends by itself when this process is gone."""
        with self._lock:
            self._forget()

    def _alive(self) -> bool:
        """True where the server still runs; one that is just ending gets a moment to be gone."""
        server = self._server
        if server is None:
            return False
        try:
            server.wait(_ENDING_S)
        except subprocess.TimeoutExpired:
            return True
        return False

    def _ask(self, job: Job, data: bytes) -> Answer:
        mine, theirs = socket.socketpair()
        with mine:
            with theirs:
                self._hand_over(theirs)
            mine.settimeout(self._wall_s + _GRACE_S)
            send(mine, msgspec.msgpack.encode(job))
            mine.sendall(data)
            answer: Answer = msgspec.msgpack.decode(receive(mine), type=Answer)
            return answer

    def _hand_over(self, channel: socket.socket) -> None:
        """Give a running server the child's end of the channel."""
        with self._lock:
            try:
                socket.send_fds(self._running(), [b"j"], [channel.fileno()])
            except OSError:
                self._forget()
                raise

    def _running(self) -> socket.socket:
        """The way to a living server of this process. After a fork the parent's is left alone."""
        if self._owner != os.getpid():
            self._server = self._control = None
        alive = self._server is not None and self._server.poll() is None
        if self._control is None or not alive:
            self._forget()
            self._control = self._start()
            self._owner = os.getpid()
        return self._control

    def _start(self) -> socket.socket:
        mine, theirs = socket.socketpair()
        with theirs:
            self._server = subprocess.Popen(  # noqa: S603  # our own interpreter and module
                [sys.executable, "-P", "-m", reading_child.__name__, str(theirs.fileno()), *self._plugged],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
                start_new_session=True,  # the terminal's interrupt is for the application
            )
        return mine

    def _forget(self) -> None:
        """Let go of the server: it ends when its control socket closes."""
        if self._control is not None:
            self._control.close()
        if self._server is not None:
            self._server.terminate()
            self._server.wait()
        self._server = self._control = None


def _refused(data: bytes, name: str, code: str) -> ParsedFile:
    return ParsedFile(
        name=name,
        digest=hashlib.sha256(data).hexdigest(),
        content_digest=None,
        format=None,
        reader="restride",
        problems=(parsed_problem(problem(code)),),
    )


@cache
def readers_for(plugged: tuple[str, ...]) -> Readers:
    """The application's readers that know these plug-ins, too."""
    readers = Readers(plugged=plugged)
    atexit.register(readers.close)
    return readers


_READERS = readers_for(())
