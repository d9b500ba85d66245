"""Lines of a text that comes in pieces."""

from __future__ import annotations

import codecs
import re
from typing import Iterator, List

from .errors import TooLargeError

#: Most bytes of a line.
MAX_LINE = 64 * 1024 * 1024


def charset_of(content_type: str) -> str:
    """The encoding of a text by its media type; UTF-8 where it says none."""
    found = re.search(r"charset=([\w-]+)", content_type, re.IGNORECASE)
    return found[1].lower() if found else "utf-8"


def to_text(whole: bytes, charset: str) -> str:
    """A text without its byte order mark."""
    errors = "replace" if charset == "windows-1252" else "strict"
    text = whole.decode(charset, errors)
    return text[1:] if text.startswith("\ufeff") else text


class ToUtf8:
    """Makes UTF-8 of a text that comes in pieces."""

    def __init__(self, charset: str) -> None:
        decoder = codecs.getincrementaldecoder(charset)
        self._decoder = decoder("replace" if charset == "windows-1252" else "strict")
        self._is_needed = charset not in ("utf-8", "us-ascii")

    def push(self, piece: bytes) -> bytes:
        return self._decoder.decode(piece).encode() if self._is_needed else piece


class LineSplitter:
    """Splits UTF-8 into lines, without their ends and without a byte order mark."""

    def __init__(self, max_line: int = MAX_LINE) -> None:
        self._max_line = max_line
        self._rest: List[bytes] = []
        self._size = 0
        self._encoding = "utf-8-sig"

    def push(self, piece: bytes) -> Iterator[str]:
        """The lines that end in this piece."""
        *lines, rest = piece.split(b"\n")
        for line in lines:
            self._add(line)
            yield self._take()
        self._add(rest)

    def end(self) -> Iterator[str]:
        """The line that the text ended in, if it had no end of its own."""
        if self._size:
            yield self._take()

    def _add(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._max_line:
            raise TooLargeError(f"A line has more than {self._max_line} bytes.")
        if piece:
            self._rest.append(piece)

    def _take(self) -> str:
        whole = b"".join(self._rest)
        # Only the first line may begin with a mark; in another it is a character.
        encoding, self._encoding = self._encoding, "utf-8"
        self._rest = []
        self._size = 0
        return (whole[:-1] if whole.endswith(b"\r") else whole).decode(encoding)
