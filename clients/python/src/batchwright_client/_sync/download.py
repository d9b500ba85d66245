"""Files that the service streams."""

from __future__ import annotations

import os
from typing import Iterator, Optional, Type, Union

import httpx

from .._files import filename_of
from .._http import MAX_ANSWER, own_error
from .._requests import Request
from .._texts import LineSplitter, ToUtf8, charset_of, to_text
from ..errors import TooLargeError
from ._io import run


class Download:
    """A file as it comes. Read it once, by one of the ways below; nothing is held in memory that
    is not asked for.

    Every way raises a ServiceConnectionError when the connection ends before the file does.
    """

    def __init__(self, response: httpx.Response, request: Request) -> None:
        self._response = response
        self._request = request
        #: Name that the service gives the file.
        self.filename = filename_of(response.headers.get("content-disposition"))
        self.content_type: str = response.headers.get("content-type", "application/octet-stream")

    def __enter__(self) -> Download:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: object, trace: object
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leaves the rest of the file."""
        self._response.close()

    def __iter__(self) -> Iterator[bytes]:
        try:
            for piece in self._response.iter_bytes():
                yield piece
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise own_error(error, self._request) from error
        finally:
            self.close()

    def lines(self) -> Iterator[str]:
        """The lines of a text, without their ends and without a byte order mark."""
        splitter = LineSplitter()
        text = ToUtf8(charset_of(self.content_type))
        for piece in self:
            for line in splitter.push(text.push(piece)):
                yield line
        for line in splitter.end():
            yield line

    def read(self, max_bytes: int = MAX_ANSWER) -> bytes:
        """The whole file."""
        whole = bytearray()
        for piece in self:
            whole += piece
            if len(whole) > max_bytes:
                self.close()
                raise TooLargeError(f"The file has more than {max_bytes} bytes.")
        return bytes(whole)

    def text(self, max_bytes: int = MAX_ANSWER) -> str:
        """The whole file as text, without a byte order mark."""
        return to_text(self.read(max_bytes), charset_of(self.content_type))

    def save(self, path: Union[str, "os.PathLike[str]"]) -> None:
        """Writes the file. What stands at the path is replaced when the whole file has come, and
        not before.
        """
        try:
            target = os.fspath(path)
            part = f"{target}.part"
            file = run(open, part, "wb")
        except BaseException:
            # What is not read to its end would keep its connection.
            self.close()
            raise
        try:
            with file:
                for piece in self:
                    run(file.write, piece)
            run(os.replace, part, target)
        except BaseException:
            os.unlink(part)
            raise
