"""Files with a row for each item: what is sent, and the parameters that go with them."""

from __future__ import annotations

import io
import json
import os
import re
import secrets
from dataclasses import dataclass
from typing import Any, BinaryIO, Dict, Mapping, Optional, Union
from urllib.parse import unquote, urlencode

from .errors import BatchwrightError

#: A path, the bytes themselves, or a file opened for reading bytes.
FileInput = Union[str, "os.PathLike[str]", bytes, BinaryIO]

TYPES = {
    "csv": "text/csv",
    "ndjson": "application/x-ndjson",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

_ENDINGS = {
    "csv": "csv",
    "tsv": "csv",
    "txt": "csv",
    "ndjson": "ndjson",
    "jsonl": "ndjson",
    "xlsx": "xlsx",
}

#: Longest query with which the path stays below what servers take; longer parameters go beside the
#: file.
MAX_QUERY = 6000


class FileBody:
    """A file between two texts, read in pieces while it is sent. ``open`` gives it anew for every
    try.
    """

    def __init__(self, source: FileInput, head: bytes = b"", tail: bytes = b"") -> None:
        self.head = head
        self.tail = tail
        self._source = source
        self._start: Optional[int] = None
        self._is_read = False
        if not isinstance(source, (str, bytes, os.PathLike)) and source.seekable():
            self._start = source.tell()

    @property
    def can_repeat(self) -> bool:
        """Whether it can be sent again: a pipe cannot."""
        return isinstance(self._source, (str, bytes, os.PathLike)) or self._start is not None

    @property
    def is_owned(self) -> bool:
        """Whether what ``open`` gives is to be closed after it was sent."""
        return isinstance(self._source, (str, bytes, os.PathLike))

    def open(self) -> BinaryIO:
        """The file at its beginning."""
        if isinstance(self._source, bytes):
            return io.BytesIO(self._source)
        if isinstance(self._source, (str, os.PathLike)):
            return open(self._source, "rb")
        if self._start is not None:
            self._source.seek(self._start)
        elif self._is_read:
            raise BatchwrightError("The file can be read once only.")
        self._is_read = True
        return self._source


@dataclass(frozen=True)
class FileRequest:
    """What carries a file: its body, its headers and the parameters in the query."""

    body: FileBody
    headers: Dict[str, str]
    query: Dict[str, str]


def format_of(name: str) -> Optional[str]:
    """The format that a name ends in."""
    return _ENDINGS.get(name.rpartition(".")[2].lower()) if "." in name else None


def file_request(
    source: FileInput, given_format: Optional[str], parameters: Mapping[str, object]
) -> FileRequest:
    """The request for a file; parameters that are None are left out."""
    file_format = given_format or _known_format(source)
    if file_format not in TYPES:
        raise BatchwrightError(
            "The format of the file is not known: pass format='csv', 'ndjson' or 'xlsx'."
        )
    query = {name: _text_of(value) for name, value in parameters.items() if value is not None}
    if len(urlencode(query)) <= MAX_QUERY:
        return FileRequest(FileBody(source), {"Content-Type": TYPES[file_format]}, query)
    return _beside_file(source, file_format, query)


def part_request(
    source: FileInput, given_format: Optional[str], parameters: Mapping[str, object]
) -> FileRequest:
    """The request for a file that is a part. Lines are items as they stand unless the query says
    that they are those of a file.
    """
    sent = file_request(source, given_format, parameters)
    if sent.headers["Content-Type"] != TYPES["ndjson"]:
        return sent
    return FileRequest(sent.body, sent.headers, {**sent.query, "format": "ndjson"})


def _known_format(source: FileInput) -> Optional[str]:
    if isinstance(source, bytes):
        return None
    name: Any = (
        os.fspath(source)
        if isinstance(source, (str, os.PathLike))
        else getattr(source, "name", None)
    )
    return format_of(name) if isinstance(name, str) else None


def _beside_file(source: FileInput, file_format: str, fields: Mapping[str, str]) -> FileRequest:
    """A form: the fields, then the file."""
    boundary = f"batchwright-{secrets.token_hex(16)}"
    parts = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    file_head = (
        f"--{boundary}\r\n"
        f'Content-Disposition: form-data; name="file"; filename="file.{file_format}"\r\n'
        f"Content-Type: {TYPES[file_format]}\r\n\r\n"
    )
    body = FileBody(source, (parts + file_head).encode(), f"\r\n--{boundary}--\r\n".encode())
    return FileRequest(body, {"Content-Type": f"multipart/form-data; boundary={boundary}"}, {})


def _text_of(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value)
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def filename_of(disposition: Optional[str]) -> str:
    """The name that a Content-Disposition gives a file, without folders; ``export`` when it gives
    none.
    """
    encoded = re.search(r"filename\*=UTF-8''([^;]+)", disposition or "", re.IGNORECASE)
    plain = re.search(r'filename="([^"]+)"', disposition or "")
    name = unquote(encoded[1]) if encoded else plain[1] if plain else ""
    return re.split(r"[/\\]", name)[-1].strip(". \0") or "export"
