"""What differs between the drivers in more than a keyword."""

from __future__ import annotations

import asyncio
from typing import Any, AsyncIterator, BinaryIO, Callable, TypeVar

from .._files import FileBody
from .._http import PIECE

T = TypeVar("T")

sleep = asyncio.sleep


async def run(function: Callable[..., T], *arguments: Any) -> T:
    """Runs what may have to wait for a disk, without keeping the event loop waiting."""
    return await asyncio.to_thread(function, *arguments)


async def pieces(body: FileBody, file: BinaryIO) -> AsyncIterator[bytes]:
    """A file with what stands around it, piece by piece."""
    if body.head:
        yield body.head
    while True:
        piece = await run(file.read, PIECE)
        if not piece:
            break
        yield piece
    if body.tail:
        yield body.tail
