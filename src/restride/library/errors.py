"""What is wrong with a data file: where, and how to cure it. Never a stack trace for the person who wrote the file."""


class DataError(Exception):
    """Bad data in a file. `file` and `key` say where, `cure` says what is wrong and what to write instead."""

    def __init__(self, *, file: str, key: str, cure: str) -> None:
        super().__init__(f"{file}: {key}: {cure}" if key else f"{file}: {cure}")
        self.file = file
        self.key = key
        self.cure = cure


class ProtocolError(DataError):
    """A protocol, shared set, bibliography, red-flag or readiness file that cannot be used."""


class WordsError(DataError):
    """A catalogue of sentences that is incomplete or does not fit what it is filled with."""


class ScenarioError(DataError):
    """A scenario file that cannot be read."""
