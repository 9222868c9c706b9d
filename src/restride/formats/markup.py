"""XML read safely and quickly: expat judges the document, then its tags are indexed as arrays instead of a tree.

expat alone decides what is well formed; whatever declares a document type, nests too deep or holds too much is
refused. In a document that expat accepts, every `<` outside comments and their like begins a tag, so positions are
all that a reader of columns needs. Prefixes are passed over: undeclared or odd namespaces do no harm.
"""

import codecs
import io
import re
from dataclasses import dataclass, field
from functools import cached_property
from xml.parsers import expat

import numpy as np
import numpy.typing as npt

from restride.activity.problems import Problem, problem
from restride.formats.tags import BoolArray, IntArray, Tags, spells
from restride.formats.weighing import excess_of

MAX_DEPTH = 64
MAX_COMMENTS = 100_000
_HEAD = 64 * 1024
_AT_ONCE = 1 << 20
_SPACE = b" \t\r\n"
_CODES = expat.errors.codes
_ENCODING = re.compile(rb"<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_PREFIX = re.compile(rb"<([\w.-]+:)?")
_ENCODINGS = re.compile(r"utf-?(8|16)|(us-)?ascii|latin-?1|iso-?8859-\d{1,2}|windows-125\d|cp125\d", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Markup:
    """A document's tags by position: starts[i] is a tag's `<`, ends[i] its `>`; problems say what is wrong with it.

    A damaged document is indexed up to the damage; a refused one is empty.
    """

    data: bytes = b""
    starts: IntArray = field(default_factory=lambda: np.empty(0, dtype=np.intp))
    ends: IntArray = field(default_factory=lambda: np.empty(0, dtype=np.intp))
    problems: tuple[Problem, ...] = ()

    @cached_property
    def octets(self) -> npt.NDArray[np.uint8]:
        """The document's bytes as an array."""
        return np.frombuffer(self.data, dtype=np.uint8)

    @cached_property
    def closing(self) -> BoolArray:
        """True for closing tags."""
        return np.asarray(self.octets[self.starts + 1] == ord("/"))

    @cached_property
    def _opening(self) -> Tags:
        which = np.flatnonzero(~self.closing)
        return Tags(which, self.starts[which] + 1, self.ends[which], self.data)

    @cached_property
    def _closing(self) -> Tags:
        which = np.flatnonzero(self.closing)
        return Tags(which, self.starts[which] + 2, self.ends[which], self.data)

    @cached_property
    def _next(self) -> IntArray:
        return np.append(self.starts[1:], len(self.data))

    @cached_property
    def _prefix(self) -> bytes:
        """The prefix of the first element with its colon; empty in most files."""
        first = int(self.starts[0]) if len(self.starts) else 0
        head = _PREFIX.match(self.data, first, first + 100)
        return (head.group(1) or b"") if head else b""

    @cached_property
    def _quotes(self) -> IntArray:
        return _places(self.octets, ord('"'))

    def tags(self, name: str) -> IntArray:
        """Which tags open an element of this local name, in order.

        A prefixed name is known where the first element has the same prefix, or where the tag has no attributes.
        """
        return self._opening.named(name.encode(), self._prefix)

    def closings(self, name: str) -> IntArray:
        """Which tags close an element of this local name, in order."""
        return self._closing.named(name.encode(), self._prefix)

    def text(self, tag: int) -> str:
        """The text that follows a tag, up to the next tag; character references stay as written."""
        return self.data[self.ends[tag] + 1 : self._next[tag]].decode("utf-8", "replace").strip()

    def spans(self, tags: IntArray) -> tuple[IntArray, IntArray]:
        """Where the text after each of the tags begins and ends."""
        return self.ends[tags] + 1, self._next[tags]

    def attribute(self, tag: int, name: str) -> str | None:
        """An attribute of one tag."""
        found = re.search(_attribute(name), self.data[self.starts[tag] : self.ends[tag]])
        return found.group(2).decode("utf-8", "replace") if found else None

    def attributes(self, tags: IntArray, name: str) -> tuple[IntArray, IntArray]:
        """Where an attribute's value begins and ends in each of the tags; nowhere (0, 0) where it is missing.

        Quick where all tags are written alike.
        """
        quotes = self._quotes
        first = np.searchsorted(quotes, self.starts[tags])
        wanted = f"{name}=".encode()
        for pair in (0, 2):
            if not len(tags) or first[-1] + pair + 1 >= len(quotes):
                break
            low, high = quotes[first + pair], quotes[first + pair + 1]
            if bool(np.all(high < self.ends[tags])) and bool(np.all(spells(self.data, low - len(wanted), wanted))):
                return low + 1, high
        pattern = re.compile(_attribute(name))
        spans = zip(self.starts[tags].tolist(), self.ends[tags].tolist(), strict=True)
        found = [pattern.search(self.data, low, high) for low, high in spans]
        places = np.array([match.span(2) if match else (0, 0) for match in found], dtype=np.intp).reshape(-1, 2)
        return places[:, 0], places[:, 1]


def _attribute(name: str) -> bytes:
    return rb"""\s%s\s*=\s*(["'])(.*?)\1""" % name.encode()


def root_of(data: bytes) -> str | None:
    """The local name of the document's first element, or None where no XML can be read."""
    found: list[str] = []

    def start(name: str, _attributes: dict[str, str]) -> None:
        found.append(name.rpartition(":")[2])
        raise _Refused("enough")  # what is behind the first element is for the reader to judge

    head = _as_utf8(data[:_HEAD], cut=True)
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = start
    try:
        parser.Parse(b"" if isinstance(head, Problem) else head, False)
    except (expat.ExpatError, _Refused):
        return found[0] if found else None
    return found[0] if found else None


def read_markup(data: bytes) -> Markup:
    """Judge and index a document. Never raises on bad bytes: what is wrong is in `problems`."""
    heavy = excess_of(data)
    if heavy is not None:
        return Markup(problems=(heavy,))
    text = _as_utf8(data)
    if isinstance(text, Problem):
        return Markup(problems=(text,))
    parser = expat.ParserCreate("utf-8")
    opaque: list[int] = []

    def note(*_content: object) -> None:
        opaque.append(parser.CurrentByteIndex)
        if len(opaque) > MAX_COMMENTS:
            raise _Refused("too-many-points")

    def refuse(*_declaration: object) -> None:
        raise _Refused("doctype")

    parser.StartDoctypeDeclHandler = refuse
    parser.CommentHandler = parser.StartCdataSectionHandler = parser.ProcessingInstructionHandler = note
    end = len(text)
    problems: tuple[Problem, ...] = ()
    try:
        parser.Parse(text, True)
    except _Refused as refusal:
        return Markup(problems=(problem(refusal.code, _place(parser)),))
    except expat.ExpatError as error:
        if error.code == _CODES[expat.errors.XML_ERROR_NO_MEMORY]:
            raise MemoryError from error
        end, problems = max(parser.ErrorByteIndex, 0), (problem("xml-broken", _place(parser)),)
    return _indexed(text[:end] if end < len(text) else text, opaque, problems)


class _Refused(Exception):
    """The document holds what no activity file does."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _place(parser: expat.XMLParserType) -> str:
    return f"line {parser.CurrentLineNumber}, column {parser.CurrentColumnNumber + 1}"


def _as_utf8(data: bytes, *, cut: bool = False) -> bytes | Problem:
    """The document in UTF-8 without byte order mark or white space in front, which some exporters write.

    cut: only the head of a document is given, so its last letter may be half.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        named = "utf-16"
    else:
        data = data.removeprefix(b"\xef\xbb\xbf")
        if data[:1] in (b" ", b"\t", b"\r", b"\n"):
            data = data.lstrip(_SPACE)
        found = _ENCODING.match(data[:200])
        named = found.group(1).decode().lower() if found else "utf-8"
    if named in ("utf-8", "utf8", "us-ascii", "ascii"):
        return data
    if not _ENCODINGS.fullmatch(named):
        return problem("encoding", f"encoding {named}")
    return _recoded(data, named, "ignore" if cut else "strict")


def _recoded(data: bytes, encoding: str, errors: str) -> bytes | Problem:
    """The text in UTF-8 without white space in front; some at a time, so that it is never there three times."""
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    whole = io.BytesIO()
    for at in range(0, len(data) + 1, _AT_ONCE):
        try:
            text = decoder.decode(data[at : at + _AT_ONCE], at + _AT_ONCE > len(data))
        except UnicodeDecodeError as error:
            return problem("encoding", f"byte {at + error.start}")
        whole.write((text if whole.tell() else text.lstrip()).encode())
    return whole.getvalue()


_OPAQUE_ENDS = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"))


def _indexed(text: bytes, opaque: list[int], problems: tuple[Problem, ...]) -> Markup:
    """The tags of a document by position, those within comments and their like left out."""
    octets = np.frombuffer(text, dtype=np.uint8)
    starts, ends = _places(octets, ord("<")), _places(octets, ord(">"))
    second = octets[np.minimum(starts + 1, len(text) - 1)] if len(text) else octets
    starts = starts[(second != ord("!")) & (second != ord("?"))]
    starts = starts[~_within(text, opaque, starts)] if opaque else starts
    ends = ends[1:] if text.startswith(b"<?xml") else ends
    paired = len(starts) == len(ends) and bool((starts < ends).all() and (ends[:-1] < starts[1:]).all())
    if not paired:  # a `>` in a text, or a cut document
        last = np.searchsorted(ends, starts)
        starts, ends = starts[last < len(ends)], ends[last[last < len(ends)]]
    markup = Markup(data=text, starts=starts, ends=ends, problems=problems)
    deepest = _depth(markup)
    if deepest > MAX_DEPTH:
        return Markup(problems=(problem("too-deep", f"{deepest} levels"),))
    return markup


def _places(octets: npt.NDArray[np.uint8], sign: int) -> IntArray:
    """Where a sign stands, looked for some at a time: the answer is small beside the document."""
    parts = [np.flatnonzero(octets[at : at + _AT_ONCE] == sign) + at for at in range(0, len(octets), _AT_ONCE)]
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.intp)


def _within(text: bytes, opaque: list[int], places: IntArray) -> BoolArray:
    """True for places inside a comment, a CDATA section or a processing instruction."""
    begins = np.array(opaque, dtype=np.intp)
    stops = np.array([_end_of_opaque(text, begin) for begin in opaque], dtype=np.intp)
    last = np.searchsorted(begins, places, side="right") - 1
    return np.asarray((last >= 0) & (places < stops[np.maximum(last, 0)]))


def _end_of_opaque(text: bytes, begin: int) -> int:
    closer = next(closer for opener, closer in _OPAQUE_ENDS if text.startswith(opener, begin))
    stop = text.find(closer, begin)
    return len(text) if stop < 0 else stop


def _depth(markup: Markup) -> int:
    """How deep elements are nested; a tag that is empty in itself adds a level only for its own moment."""
    empty = markup.octets[markup.ends - 1] == ord("/")
    steps = np.where(markup.closing, -1, np.where(empty, 0, 1))
    return int(np.cumsum(steps).max(initial=0))
