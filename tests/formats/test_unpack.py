"""Packed files: the content counts, whatever the wrapping; bombs and broken packings are refused."""

import gzip
import io
import zipfile

import pytest

from restride.activity.problems import Problem
from restride.formats.read import read_activities
from restride.formats.unpack import MAX_FILE, unpack
from tests.fixtures_activity.fit_bytes import run_file

RUN = run_file(120)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


WRAPPED = {
    "plain": RUN,
    "gzip": gzip.compress(RUN),
    "gzip of another hour": gzip.compress(RUN, mtime=7),
    "gzip in two members": gzip.compress(RUN[:900]) + gzip.compress(RUN[900:]),
    "zip": zipped({"ride.fit": RUN}),
    "zip with a path that climbs": zipped({"../../etc/passwd": RUN}),
}


@pytest.mark.parametrize("name", WRAPPED)
@pytest.mark.invariant("INV-058")
def test_one_content_has_one_digest_however_packed_or_named(name: str) -> None:
    result = read_activities(WRAPPED[name], name)
    assert result.status == "readable"
    assert result.content_digest == read_activities(RUN, "other name").content_digest


PLANTED = {
    "a gzip cut": (gzip.compress(RUN)[:-40], "packed-cut"),
    "a gzip with a changed byte": (gzip.compress(RUN)[:60] + b"\0\0\0\0" + gzip.compress(RUN)[64:], "packed-cut"),
    "a zip cut": (zipped({"a.fit": RUN})[:-30], "packed-cut"),
    "two files in a zip": (zipped({"a.fit": RUN, "b.fit": RUN}), "packed-many"),
    "an empty zip with a name": (zipped({"folder/": b""}), "packed-many"),
    "a gzip bomb": (gzip.compress(b"\0" * 30_000_000), "packed-tight"),
    "a zip bomb": (zipped({"a.fit": b"\0" * 30_000_000}), "packed-tight"),
    "a gzip of a million empty parts": (gzip.compress(b"") * 1_000_000, "packed-many"),
    "a zip of many folders": (zipped({f"folder {number}/": b"" for number in range(2000)}), "packed-many"),
    "more than a file may hold": (b"\0" * (MAX_FILE + 1), "too-large"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_planted_faults_in_packings_are_named(name: str) -> None:
    data, code = PLANTED[name]
    found = unpack(data)
    assert isinstance(found, Problem)
    assert found.code == {"packed-tight": "packed-too-tight"}.get(code, code)
    assert read_activities(data, name).status == "refused"


def test_a_wrapping_in_a_wrapping_is_not_opened() -> None:
    assert read_activities(gzip.compress(gzip.compress(RUN)), "x").problems[0].code == "unknown-format"


def test_the_name_decides_nothing() -> None:
    assert read_activities(RUN, "picture.png").format == "fit"
    assert read_activities(b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "run.fit").problems[0].code == "unknown-format"
