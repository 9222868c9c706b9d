"""The reading side of `isolated`: a small server that forks one limited child a file. Started with -m, never imported
by the application; it holds the readers and nothing else, no database, no web framework.

One job comes as a socket over the control socket. The child reads the job from it, answers and ends; whatever
happens to it, the caller sees its end of the socket close.
"""

import gc
import os
import resource
import signal
import socket
import struct
import sys
import traceback
from collections.abc import Sequence

import msgspec

from restride.formats.importer import Importer, load_importers
from restride.formats.parsed import ParsedFile, parse

LENGTH = struct.Struct("!Q")


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One file to read and what it may cost. Its `size` bytes follow."""

    name: str
    size: int
    cpu_s: int
    wall_s: float
    memory_bytes: int


class Failure(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The child is alive but has no result; code is one of the problem codes."""

    code: str


class Success(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The child's result."""

    file: ParsedFile


Answer = Success | Failure


def receive(channel: socket.socket) -> bytes:
    """One length-prefixed message. EOFError when the other side is gone."""
    (length,) = LENGTH.unpack(_exactly(channel, LENGTH.size))
    return _exactly(channel, length)


def _exactly(channel: socket.socket, length: int) -> bytes:
    buffer = bytearray(length)
    view = memoryview(buffer)
    while view:
        count = channel.recv_into(view)
        if not count:
            raise EOFError("the other side closed the channel")
        view = view[count:]
    return bytes(buffer)


def send(channel: socket.socket, message: bytes) -> None:
    """One length-prefixed message."""
    channel.sendall(LENGTH.pack(len(message)))
    channel.sendall(message)


def serve(control: socket.socket, plugged: Sequence[Importer] = ()) -> None:
    """Fork a child for each job until the application closes the control socket or dies."""
    signal.signal(signal.SIGCHLD, _bury)
    gc.collect()
    gc.freeze()  # what is loaded stays shared with the children: a search would touch each page of it
    while True:
        message, descriptors, _flags, _address = socket.recv_fds(control, 1, 1)
        if not message:
            return
        with socket.socket(fileno=descriptors[0]) as channel:
            if os.fork() == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                gc.disable()  # it ends after this one file
                control.close()
                _work(channel, plugged)


def _bury(*_: object) -> None:
    """Take leave of the children that ended, so that what they cost is counted as the server's."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


def _work(channel: socket.socket, plugged: Sequence[Importer]) -> None:
    """The child's whole life. Leaves by os._exit so that nothing of the server's is run twice."""
    try:
        job = msgspec.msgpack.decode(receive(channel), type=Job)
        _limit(job)
        send(channel, msgspec.msgpack.encode(_answer(job, _content(channel, job.size), plugged)))
    except (EOFError, OSError):
        os._exit(1)  # the caller gave up
    os._exit(0)


def _content(channel: socket.socket, size: int) -> bytes:
    """The bytes of the file, put where they stay: a large file is there once."""
    with channel.makefile("rb") as stream:
        data = stream.read(size)
    if len(data) < size:
        raise EOFError("the other side closed the channel")
    return data


def _answer(job: Job, data: bytes, plugged: Sequence[Importer]) -> Answer:
    try:
        return Success(file=parse(data, job.name, plugged))
    except MemoryError:
        return Failure(code="too-much-memory")
    except Exception:  # noqa: BLE001  # a reader's mistake must not cost more than this one file
        traceback.print_exc(file=sys.stderr)
        return Failure(code="reader-stopped")


def _limit(job: Job) -> None:
    """Let the kernel end this process past its time. Memory and processor limits work where the system has them."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, job.wall_s)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _lower(resource.RLIMIT_CPU, job.cpu_s)
    if sys.platform == "linux":  # elsewhere the address space has no working limit
        _lower(resource.RLIMIT_AS, job.memory_bytes)


def _lower(kind: int, wanted: int) -> None:
    """Set a limit unless a stricter one already holds."""
    _soft, hard = resource.getrlimit(kind)
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    resource.setrlimit(kind, (limit, limit))


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), load_importers(sys.argv[2:]))
