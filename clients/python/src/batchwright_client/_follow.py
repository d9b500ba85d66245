"""How a batch is followed to its end, without sending anything.

``follow`` is a generator of steps. Whoever drives it carries each step out and sends what came of
it: for ``Ask`` the JSON of the answer, for ``Open`` a ``Head``, for ``Read`` the next bytes (empty
at the end of the stream), for all of them the error instead, and None for the others. It ends
after the final state.
"""

from __future__ import annotations

import json
import math
import time
from dataclasses import dataclass, replace
from typing import Any, Callable, Generator, Literal, Optional, Union

from ._events import Event, EventParser
from ._requests import Request, operation
from ._retry import backoff
from .errors import (
    ApiError,
    BatchDeletedError,
    BatchwrightError,
    ServiceConnectionError,
    ServiceTimeoutError,
    WaitTimeoutError,
)
from .models import BatchView

#: ``poll`` asks from the start; ``auto`` only while streams are cut off.
Mode = Literal["auto", "poll"]

ENDED = frozenset(["completed", "partial", "failed", "cancelled"])

#: The service writes something every 15 seconds or more often; a stream silent for longer is dead.
SILENCE = 40.0
#: The same where the caller waits for a limited time.
SHORT_SILENCE = 20.0
#: With less time left than two pieces of a silent stream are apart, the batch is asked for.
LAST_LEG = 16.0
#: After so many streams in a row without a single event the way does not carry streams.
FRUITLESS = 2
#: How often is asked before a stream is tried again.
POLLS_BETWEEN = 30


@dataclass(frozen=True)
class State:
    """A state of the batch for the caller."""

    batch: BatchView


@dataclass(frozen=True)
class Ask:
    """Send a request and read the JSON of its answer."""

    request: Request


@dataclass(frozen=True)
class Open:
    """Send a request and read the head of its answer; its body may then be silent for so many
    seconds.
    """

    request: Request
    silence: float


@dataclass(frozen=True)
class Head:
    """What the head of an answer says."""

    status: int
    content_type: str


@dataclass(frozen=True)
class Read:
    """Read the next piece of the open stream."""


@dataclass(frozen=True)
class Close:
    """Close the open stream, if one is."""


@dataclass(frozen=True)
class Sleep:
    """Wait so many seconds."""

    seconds: float


Step = Union[State, Ask, Open, Read, Close, Sleep]
Steps = Generator[Step, Any, None]


@dataclass(frozen=True)
class _Ending:
    """What one stream, or one series of questions, came to."""

    is_last: bool
    has_events: bool
    wait: float = 0.0


def has_ended(batch: BatchView) -> bool:
    """Whether a batch has reached a final state."""
    return batch["status"] in ENDED


class Follower:
    """Follows one batch over as many streams and questions as it takes; gives every state once,
    the last is final.
    """

    def __init__(
        self,
        batch_id: str,
        *,
        poll: float = 2.0,
        mode: Mode = "auto",
        patience: float = 300.0,
        timeout: Optional[float] = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if mode not in ("auto", "poll"):
            raise BatchwrightError(f"mode is 'auto' or 'poll', not {mode!r}.")
        if not poll > 0:
            raise BatchwrightError(f"poll must be a number above 0, not {poll!r}.")
        self._id = batch_id
        self._poll = poll
        self._mode = mode
        self._patience = patience
        self._timeout = timeout
        self._clock = clock
        self._began = self._heard_at = clock()
        self._revision: Optional[int] = None

    def steps(self) -> Steps:
        """Everything there is to do, one step after the other."""
        fruitless = 0
        lost = 0
        while True:
            self._check_time()
            may_stream = self._mode == "auto" and fruitless < FRUITLESS and self._left() > LAST_LEG
            ending = yield from (self._stream() if may_stream else self._questions())
            if ending.is_last:
                return
            if may_stream:
                fruitless = 0 if ending.has_events else fruitless + 1
            else:
                # One more stream, and when that brings nothing, questions again.
                fruitless = FRUITLESS - 1
            lost = 0 if ending.has_events else min(lost + 1, 4)
            # Never at once: a stream that is cut after each event must not become a flood of
            # requests.
            yield from self._sleep(max(ending.wait, backoff(lost)))

    def _stream(self) -> Generator[Step, Any, _Ending]:
        """One stream, from the last state that was seen."""
        headers = {"Accept": "text/event-stream"}
        if self._revision is not None:
            headers["Last-Event-ID"] = str(self._revision)
        request = operation("streamBatchEvents", path={"id": self._id}, headers=headers)
        silence = SILENCE if self._timeout is None else min(SHORT_SILENCE, self._left())
        head = yield Open(self._limited(request), silence)
        has_events = False
        wait = 0.0
        try:
            if isinstance(head, BatchwrightError):
                raise head
            if head.status == 204:
                yield Close()
                return _Ending(True, False)
            if not head.content_type.startswith("text/event-stream"):
                raise ServiceConnectionError(
                    f"Something on the way answered with {head.content_type} instead of a stream."
                )
            parser = EventParser()
            while self._left() > LAST_LEG:
                piece = yield Read()
                if isinstance(piece, BatchwrightError):
                    raise piece
                if not piece:
                    break
                self._heard_at = self._clock()
                for event in parser.push(piece):
                    has_events = True
                    if event.name == "shutdown":
                        wait = min(30.0, 3.0 if event.retry is None else event.retry)
                    batch = self._read(event)
                    if batch is None:
                        continue
                    yield from self._give(batch)
                    if has_ended(batch):
                        yield Close()
                        return _Ending(True, True)
        except BatchwrightError as error:
            self._bear(error)
        yield Close()
        return _Ending(False, has_events, wait)

    def _questions(self) -> Generator[Step, Any, _Ending]:
        """Asks until it is time to try a stream again."""
        for _ in range(POLLS_BETWEEN):
            answer = yield Ask(self._limited(operation("getBatch", path={"id": self._id})))
            if isinstance(answer, BatchwrightError):
                self._bear(answer)
                return _Ending(False, False, self._poll)
            self._heard_at = self._clock()
            news = self._news(answer)
            if news is not None:
                yield from self._give(news)
            if has_ended(answer):
                return _Ending(True, True)
            yield from self._sleep(self._poll if self._left() > LAST_LEG else min(self._poll, 1.0))
        return _Ending(False, True)

    def _read(self, event: Event) -> Optional[BatchView]:
        """The state that an event brings, unless it is known. Raises when the event says that
        there will be none.
        """
        if event.name == "deleted":
            raise BatchDeletedError(f"The batch {self._id} was deleted.")
        if event.name == "revoked":
            raise ApiError(403, "FORBIDDEN", "The key may no longer read the batch.")
        if event.name == "reset":
            self._revision = None
        if event.name not in ("snapshot", "changed"):
            return None
        try:
            batch: BatchView = json.loads(event.data)
        except ValueError:
            raise ServiceConnectionError(
                "Something on the way changed the stream of events."
            ) from None
        return self._news(batch)

    def _give(self, batch: BatchView) -> Generator[Step, Any, None]:
        """The time that the caller takes for a state is no silence of the service."""
        began = self._clock()
        yield State(batch)
        self._heard_at += self._clock() - began

    def _news(self, batch: BatchView) -> Optional[BatchView]:
        if self._revision is not None and batch["revision"] <= self._revision:
            return None
        self._revision = batch["revision"]
        return batch

    def _bear(self, error: BatchwrightError) -> None:
        """Raises an error that time does not change, or that has lasted too long."""
        if not _is_passing(error) or self._clock() - self._heard_at > self._patience:
            raise error
        self._check_time()

    def _left(self) -> float:
        """Seconds until the caller waits no longer."""
        return math.inf if self._timeout is None else self._began + self._timeout - self._clock()

    def _check_time(self) -> None:
        if self._left() <= 0:
            raise WaitTimeoutError(
                f"The batch {self._id} had not ended after {self._timeout:g} seconds."
            )

    def _limited(self, request: Request) -> Request:
        if self._timeout is None:
            return request
        left = max(0.001, self._left())
        return replace(request, time_left=left)

    def _sleep(self, seconds: float) -> Steps:
        yield Sleep(max(0.0, min(seconds, self._left())))
        self._check_time()


def _is_passing(error: BatchwrightError) -> bool:
    """Whether following goes on: with another stream, or by asking. What the service itself
    refuses is final.
    """
    if isinstance(error, ApiError):
        return error.status == 429 or error.status >= 500 or error.code == "HTTP_ERROR"
    return isinstance(error, (ServiceConnectionError, ServiceTimeoutError))
