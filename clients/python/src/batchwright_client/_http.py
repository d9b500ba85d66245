"""What both drivers share of HTTP: bounds, answers and errors."""

from __future__ import annotations

import json
from typing import Any, Optional

import httpx

from ._requests import Request
from ._settings import Settings
from .errors import BatchwrightError, ServiceConnectionError, ServiceTimeoutError

#: Most bytes of an answer that is read as a whole.
MAX_ANSWER = 256 * 1024 * 1024
#: Most bytes that are read of an error.
MAX_ERROR = 1024 * 1024
#: Bytes of a file that are read at a time.
PIECE = 64 * 1024


def timeout_of(request: Request, settings: Settings) -> float:
    """How long the service may take for this request, in seconds."""
    timeout = request.timeout
    if timeout is None:
        timeout = max(settings.timeout, request.answer_time or 0.0)
    return timeout if request.time_left is None else min(timeout, request.time_left)


def limits_of(request: Request, settings: Settings, silence: Optional[float]) -> httpx.Timeout:
    """The time limits of every step of a request; a stream may be silent for longer or shorter."""
    timeout = timeout_of(request, settings)
    return httpx.Timeout(timeout, read=timeout if silence is None else silence)


def own_error(error: Exception, request: Request) -> BatchwrightError:
    """The error that the caller gets for one of httpx."""
    what = f"{request.method} {request.path.partition('?')[0]}"
    if isinstance(error, httpx.TimeoutException):
        return ServiceTimeoutError(f"{what} got no answer in time.")
    return ServiceConnectionError(
        f"{what} got no complete answer: {error or type(error).__name__}"
    )


def json_of(body: bytes, request: Request) -> Any:
    """The JSON of an answer; None when it has none."""
    if not body:
        return None
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise ServiceConnectionError(
            f"{request.method} {request.path.partition('?')[0]} was not answered in JSON."
        ) from None
