"""What can go wrong. Every error of this package is a BatchwrightError."""

from __future__ import annotations

import email.utils
import json
import re
import time
from typing import Any, Callable, Dict, List, Mapping, Optional, Tuple, Type, Union

from .models import ErrorCode, ValidationFault


class BatchwrightError(Exception):
    """What every error of this package is."""


class ServiceConnectionError(BatchwrightError):
    """The service could not be reached, or the connection ended before the answer did."""


class ServiceTimeoutError(BatchwrightError):
    """The service took longer than ``timeout`` to answer."""


class WaitTimeoutError(BatchwrightError):
    """The batch had not ended in the time that the caller was willing to wait; it runs on."""


class BatchDeletedError(BatchwrightError):
    """The batch that was waited for was deleted."""


class TooLargeError(BatchwrightError):
    """Something on the way sent more than this client holds in memory."""


class WebhookVerificationError(BatchwrightError):
    """A message that does not come from the service, was changed on its way, or is too old."""


class ApiError(BatchwrightError):
    """The service refused a request or failed at it; ``code`` says why."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        details: Optional[Dict[str, Any]] = None,
        validation_errors: Optional[List[ValidationFault]] = None,
        trace_id: Optional[str] = None,
        retry_after: Optional[float] = None,
    ) -> None:
        self.status = status
        #: One of ErrorCode, or a code of a kind from outside.
        self.code = code
        self.details: Dict[str, Any] = details or {}
        #: Every fault of the input, when the code is about the input.
        self.validation_errors: List[ValidationFault] = validation_errors or []
        #: Identifies the request in the log of the service.
        self.trace_id = trace_id
        #: How long the service asks to wait, in seconds.
        self.retry_after = retry_after
        super().__init__(message + _first_fault(self.validation_errors))

    def __reduce__(self) -> Tuple[Any, ...]:
        """For pickle, which would call the class with the message alone."""
        return _restored, (type(self), self.args), vars(self)


def _restored(kind: Type[ApiError], arguments: Tuple[Any, ...]) -> ApiError:
    return kind.__new__(kind, *arguments)


def has_code(error: BaseException, *codes: Union[ErrorCode, str]) -> bool:
    """Whether an error is an answer of the service with one of these codes."""
    return isinstance(error, ApiError) and error.code in codes


def _first_fault(faults: List[ValidationFault]) -> str:
    """What is wrong with the first field, and how many others there are."""
    if not faults:
        return ""
    others = "" if len(faults) == 1 else f" (and {len(faults) - 1} more)"
    return f": {faults[0].get('field')}: {faults[0].get('message')}{others}"


def error_of(
    status: int, headers: Mapping[str, str], body: bytes, now: Callable[[], float] = time.time
) -> ApiError:
    """The error of a response: in the service's own shape, or in the envelope of the company
    routes.
    """
    told = _fields_of(body)
    code, message, details = told.get("error_code"), told.get("message"), told.get("details")
    trace_id = told.get("trace_id")
    return ApiError(
        status,
        code if isinstance(code, str) else _code_of(status),
        message if isinstance(message, str) else f"The server answered {status}",
        details=details if isinstance(details, dict) else None,
        validation_errors=_faults_of(told.get("validation_errors")),
        trace_id=trace_id if isinstance(trace_id, str) else headers.get("x-trace-id"),
        retry_after=read_retry_after(headers.get("retry-after"), now),
    )


def _faults_of(told: Any) -> List[ValidationFault]:
    faults: List[ValidationFault] = told if isinstance(told, list) else []
    return [fault for fault in faults if isinstance(fault, dict)]


def _fields_of(body: bytes) -> Dict[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(told, dict):
        return {}
    inner, metadata = told.get("error"), told.get("metadata")
    if not isinstance(inner, dict):
        return told
    return {
        "error_code": inner.get("code"),
        **(metadata if isinstance(metadata, dict) else {}),
        **inner,
    }


def _code_of(status: int) -> str:
    """The code of an answer without one: it comes from something between the client and the
    service.
    """
    if status == 429:
        return "RATE_LIMITED"
    if status == 401:
        return "UNAUTHORIZED"
    return "GATEWAY_ERROR" if status >= 500 else "HTTP_ERROR"


def read_retry_after(
    header: Optional[str], now: Callable[[], float] = time.time
) -> Optional[float]:
    """Retry-After in seconds: it holds seconds or a date."""
    if header is None:
        return None
    if re.fullmatch(r"[0-9]{1,9}", header):
        return float(header)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(header).timestamp() - now())
    except (TypeError, ValueError, OverflowError):
        return None
