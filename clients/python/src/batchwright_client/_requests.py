"""Requests, before anything is sent."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass, field
from typing import Any, Dict, Mapping, Match, Optional, Union
from urllib.parse import quote, urlencode

from ._files import FileBody
from ._routes import ROUTES
from ._settings import LEAST_TIMEOUT, at_least
from .errors import BatchwrightError

#: A text in memory, or a file that is read while it is sent.
Body = Union[bytes, FileBody]


@dataclass(frozen=True)
class Request:
    """One request, as often as it may have to be sent."""

    method: str
    #: From ``/api/v1`` on, with its query.
    path: str
    headers: Dict[str, str] = field(default_factory=dict)
    body: Optional[Body] = None
    #: Whether it may be repeated though nobody knows whether an earlier try was carried out.
    #: Others are repeated only when the service says that it did not begin.
    is_repeatable: bool = False
    #: How long the service may take, in seconds, where it works longer than the client waits.
    answer_time: Optional[float] = None
    #: How long the service may take for this call, in seconds, instead of both.
    timeout: Optional[float] = None
    #: Seconds that the caller still waits, for an answer and for all repetitions.
    time_left: Optional[float] = None


def new_key() -> str:
    """An idempotency key that nobody else has."""
    return secrets.token_hex(16)


def keyed(key: Optional[str]) -> Dict[str, str]:
    """What makes a submission repeatable: a key that all its repetitions share."""
    if key is not None and not re.fullmatch(r"[\x21-\x7e]+", key):
        raise BatchwrightError(
            "An idempotency key consists of printable ASCII characters without spaces."
        )
    return {"Idempotency-Key": new_key() if key is None else key}


def operation(
    operation_id: str,
    *,
    path: Optional[Mapping[str, object]] = None,
    query: Optional[Mapping[str, object]] = None,
    json_body: object = None,
    body: Optional[Body] = None,
    headers: Optional[Mapping[str, str]] = None,
    is_repeatable: Optional[bool] = None,
    answer_time: Optional[float] = None,
    timeout: Optional[float] = None,
) -> Request:
    """The request of an operation of the OpenAPI document."""
    if operation_id not in ROUTES:
        raise BatchwrightError(f"There is no operation {operation_id!r}.")
    method, template = ROUTES[operation_id]
    values = path or {}

    def part(found: Match[str]) -> str:
        value = values.get(found[1])
        text = "" if value is None else str(value)
        # Servers take dots for steps in the path, encoded or not.
        if text in ("", ".", ".."):
            raise BatchwrightError(f"{operation_id} needs {found[1]} in its path, not {text!r}.")
        return quote(text, safe="")

    filled = re.sub(r"\{(\w+)\}", part, template)
    return route(
        method,
        filled,
        query=query,
        json_body=json_body,
        body=body,
        headers=headers,
        is_repeatable=is_repeatable,
        answer_time=answer_time,
        timeout=timeout,
    )


def route(
    method: str,
    path: str,
    *,
    query: Optional[Mapping[str, object]] = None,
    json_body: object = None,
    body: Optional[Body] = None,
    headers: Optional[Mapping[str, str]] = None,
    is_repeatable: Optional[bool] = None,
    answer_time: Optional[float] = None,
    timeout: Optional[float] = None,
) -> Request:
    """A request by its path. All methods but POST may be repeated."""
    if timeout is not None:
        at_least("timeout", timeout, LEAST_TIMEOUT)
    own: Dict[str, str] = {} if json_body is None else {"Content-Type": "application/json"}
    return Request(
        method=method,
        path=path + to_query(query or {}),
        headers={**own, **(headers or {})},
        body=body if json_body is None else to_json(json_body),
        is_repeatable=method != "POST" if is_repeatable is None else is_repeatable,
        answer_time=answer_time,
        timeout=timeout,
    )


def to_json(value: Any) -> bytes:
    """JSON as the service takes it: UTF-8, without NaN."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def to_query(query: Mapping[str, object]) -> str:
    """A query without what is None; empty when nothing is left."""
    given = [(name, _text_of(value)) for name, value in query.items() if value is not None]
    return f"?{urlencode(given)}" if given else ""


def _text_of(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if callable(isoformat) else str(value)
