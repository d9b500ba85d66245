"""Bodies of submissions, parts of them, and pages of lists."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple, Union

from ._requests import to_json
from .errors import ServiceConnectionError

#: An item of a kind: its fields with ``ref`` and ``metadata`` if wanted, or a text where the kind
#: takes one.
ItemInput = Union[str, Mapping[str, object]]

#: Most items that go as one JSON document; more are sent as lines, up to 100,000.
JSON_ITEMS = 10_000


def submission_body(
    envelope: Mapping[str, object], items: Sequence[ItemInput]
) -> Tuple[Dict[str, str], bytes]:
    """Headers and body of a submission; fields that are None are left out."""
    given = {name: value for name, value in envelope.items() if value is not None}
    if len(items) <= JSON_ITEMS:
        return {"Content-Type": "application/json"}, to_json({**given, "items": list(items)})
    return {"Content-Type": "application/x-ndjson"}, _lines([given, *items])


def part_body(items: Sequence[ItemInput]) -> Tuple[Dict[str, str], bytes]:
    """Headers and body of a part of an open batch."""
    if len(items) <= JSON_ITEMS:
        return {"Content-Type": "application/json"}, to_json({"items": list(items)})
    return {"Content-Type": "application/x-ndjson"}, _lines(items)


def _lines(values: Sequence[object]) -> bytes:
    return b"\n".join(to_json(value) for value in values)


class Pages:
    """Follows the cursors of a list. A page that gives the cursor it was asked with would be read
    for ever.
    """

    def __init__(self, query: Mapping[str, object]) -> None:
        self._query = dict(query)
        self._cursor: Optional[object] = None
        self.has_more = True

    @property
    def query(self) -> Dict[str, object]:
        """The query of the next page."""
        return self._query if self._cursor is None else {**self._query, "cursor": self._cursor}

    def take(self, page: Any) -> List[Any]:
        """The rows of a page."""
        rows, cursor = page["results"], page["next_cursor"]
        if cursor is not None and cursor == self._cursor:
            raise ServiceConnectionError("Something on the way answered the same page twice.")
        self._cursor = cursor
        self.has_more = cursor is not None
        return list(rows)
