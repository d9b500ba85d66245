"""Server-Sent Events of the HTML standard, from bytes."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Iterator, List, Optional

from .errors import TooLargeError

#: Most characters of an event; the service's own are far smaller.
MAX_EVENT = 16 * 1024 * 1024


@dataclass(frozen=True)
class Event:
    """One event."""

    name: str
    data: str
    #: The id in force after it; None when none has come yet.
    id: Optional[str]
    #: How long the server asks to wait before the next connection, in seconds.
    retry: Optional[float]


class EventParser:
    """Takes a stream piece by piece, however it is cut. An event that the stream ends in is
    dropped, as the standard says.
    """

    def __init__(self, max_event: int = MAX_EVENT) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._max_event = max_event
        self._rest: List[str] = []
        self._size = 0
        self._is_after_cr = False
        self._is_first = True
        self._name = ""
        self._data: List[str] = []
        self._id: Optional[str] = None
        self._retry: Optional[float] = None

    def push(self, piece: bytes) -> Iterator[Event]:
        """The events that end in this piece."""
        text = self._decoder.decode(piece)
        if not text:
            return
        if self._is_first:
            self._is_first = False
            text = text[1:] if text.startswith("\ufeff") else text
        # A line feed may be the second half of a line's end.
        if self._is_after_cr and text.startswith("\n"):
            text = text[1:]
        self._is_after_cr = text.endswith("\r")
        *lines, rest = re.split("\r\n|\n|\r", text)
        for line in lines:
            whole = "".join(self._rest) + line
            self._rest = []
            if whole:
                self._grow(len(line))
                self._take(whole)
            else:
                self._size = 0
                if self._data:
                    yield self._dispatch()
                else:
                    self._name = ""
        if rest:
            self._rest.append(rest)
            self._grow(len(rest))

    def _grow(self, characters: int) -> None:
        self._size += characters
        if self._size > self._max_event:
            raise TooLargeError(
                f"An event of the stream has more than {self._max_event} characters."
            )

    def _take(self, line: str) -> None:
        field, _, value = line.partition(":")
        value = value[1:] if value.startswith(" ") else value
        if field == "event":
            self._name = value
        elif field == "data":
            self._data.append(value)
        elif field == "id" and "\0" not in value:
            self._id = value
        elif field == "retry" and re.fullmatch("[0-9]{1,9}", value):
            self._retry = int(value) / 1000

    def _dispatch(self) -> Event:
        event = Event(self._name or "message", "\n".join(self._data), self._id, self._retry)
        self._name = ""
        self._data = []
        return event
