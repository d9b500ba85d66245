"""Files that the service streams."""

from __future__ import annotations

import os
from typing import AsyncIterator, Optional, Type, Union

import httpx

from .._files import filename_of
from .._http import MAX_ANSWER, own_error
from .._requests import Request
from .._texts import LineSplitter, ToUtf8, charset_of, to_text
from ..errors import TooLargeError
from ._io import run


class AsyncDownload:
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

    async def __aenter__(self) -> AsyncDownload:
        return self

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: object, trace: object
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Leaves the rest of the file."""
        await self._response.aclose()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for piece in self._response.aiter_bytes():
                yield piece
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise own_error(error, self._request) from error
        finally:
            await self.close()

    async def lines(self) -> AsyncIterator[str]:
        """The lines of a text, without their ends and without a byte order mark."""
        splitter = LineSplitter()
        text = ToUtf8(charset_of(self.content_type))
        async for piece in self:
            for line in splitter.push(text.push(piece)):
                yield line
        for line in splitter.end():
            yield line

    async def read(self, max_bytes: int = MAX_ANSWER) -> bytes:
        """The whole file."""
        whole = bytearray()
        async for piece in self:
            whole += piece
            if len(whole) > max_bytes:
                await self.close()
                raise TooLargeError(f"The file has more than {max_bytes} bytes.")
        return bytes(whole)

    async def text(self, max_bytes: int = MAX_ANSWER) -> str:
        """The whole file as text, without a byte order mark."""
        return to_text(await self.read(max_bytes), charset_of(self.content_type))

    async def save(self, path: Union[str, "os.PathLike[str]"]) -> None:
        """Writes the file. What stands at the path is replaced when the whole file has come, and
        not before.
        """
        try:
            target = os.fspath(path)
            part = f"{target}.part"
            file = await run(open, part, "wb")
        except BaseException:
            # What is not read to its end would keep its connection.
            await self.close()
            raise
        try:
            with file:
                async for piece in self:
                    await run(file.write, piece)
            await run(os.replace, part, target)
        except BaseException:
            os.unlink(part)
            raise
