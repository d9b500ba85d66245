"""Whether a request is sent again, and when."""

from __future__ import annotations

import random
import time
from typing import Callable, Optional

from ._files import FileBody
from ._requests import Request
from ._settings import Settings
from .errors import (
    ApiError,
    BatchwrightError,
    ServiceConnectionError,
    ServiceTimeoutError,
    has_code,
)

#: Codes with which the service says that it did not begin the request.
NOT_BEGUN = frozenset(
    [
        "RATE_LIMITED",
        "TOO_MANY_ACTIVE_BATCHES",
        "QUEUE_FULL",
        "OVERLOADED",
        "SHUTTING_DOWN",
        "IDEMPOTENCY_IN_PROGRESS",
    ]
)

#: Statuses of passing trouble.
PASSING = frozenset([429, 502, 503, 504])


class Tries:
    """The tries of one request: ``wait_after`` says of every failed one how it goes on."""

    def __init__(
        self,
        request: Request,
        settings: Settings,
        clock: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._request = request
        self._retries = settings.retries
        self._budget = settings.retry_budget
        if request.time_left is not None:
            self._budget = min(self._budget, request.time_left)
        self._clock = clock
        self._chance = chance
        self._began = clock()
        self._repetition = 0
        self._is_lost = False

    def is_done(self, error: BatchwrightError) -> bool:
        """Whether the error says that an earlier try, of which nobody told that it did not begin,
        has deleted what is not there any more.
        """
        return self._is_lost and self._request.method == "DELETE" and has_code(error, "NOT_FOUND")

    def wait_after(self, error: BatchwrightError) -> Optional[float]:
        """How long to wait before the request is sent again, in seconds; None when the error is
        the caller's.
        """
        if self._repetition >= self._retries or not self._may_repeat(error):
            return None
        asked = error.retry_after if isinstance(error, ApiError) else None
        wait = (
            backoff(self._repetition, self._chance)
            if asked is None
            else asked + self._chance() / 4
        )
        if self._clock() - self._began + wait > self._budget:
            return None
        self._repetition += 1
        self._is_lost = self._is_lost or not has_code(error, *NOT_BEGUN)
        return wait

    def _may_repeat(self, error: BatchwrightError) -> bool:
        if isinstance(self._request.body, FileBody) and not self._request.body.can_repeat:
            return False
        if isinstance(error, ApiError):
            return error.code in NOT_BEGUN or (
                self._request.is_repeatable and error.status in PASSING
            )
        return self._request.is_repeatable and isinstance(
            error, (ServiceConnectionError, ServiceTimeoutError)
        )


def backoff(repetition: int, chance: Callable[[], float] = random.random) -> float:
    """Seconds before the n-th repetition (0 first) when nobody says: doubled each time, with
    chance, at most 10.
    """
    longest = min(10.0, 0.25 * 2.0 ** min(repetition, 10))
    return longest / 2 + chance() * longest / 2
