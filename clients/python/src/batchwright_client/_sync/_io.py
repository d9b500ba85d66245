"""What differs between the drivers in more than a keyword."""

from __future__ import annotations

import time
from typing import Any, BinaryIO, Callable, Iterator, TypeVar

from .._files import FileBody
from .._http import PIECE

T = TypeVar("T")

sleep = time.sleep


def run(function: Callable[..., T], *arguments: Any) -> T:
    """Runs what may have to wait for a disk."""
    return function(*arguments)


def pieces(body: FileBody, file: BinaryIO) -> Iterator[bytes]:
    """A file with what stands around it, piece by piece."""
    if body.head:
        yield body.head
    while True:
        piece = file.read(PIECE)
        if not piece:
            break
        yield piece
    if body.tail:
        yield body.tail
