"""Carries out what a follower wants done."""

from __future__ import annotations

from typing import Any, AsyncIterator, Optional

import httpx

from .._follow import Ask, Close, Head, Open, Read, Sleep, Step
from .._http import own_error
from .._requests import Request
from ..errors import BatchwrightError, ServiceConnectionError
from ._io import sleep
from ._sender import AsyncSender


class AsyncStepper:
    """One follower's connection to the service."""

    def __init__(self, sender: AsyncSender) -> None:
        self._sender = sender
        self._request: Optional[Request] = None
        self._response: Optional[httpx.Response] = None
        self._incoming: Optional[AsyncIterator[bytes]] = None

    async def carry_out(self, step: Step) -> Any:
        """Result of a step; an error of this package is returned, and the follower decides what it means."""
        try:
            if isinstance(step, Sleep):
                await sleep(step.seconds)
            elif isinstance(step, Ask):
                return await self._sender.json(step.request)
            elif isinstance(step, Open):
                return await self._open(step)
            elif isinstance(step, Read):
                return await self._read()
            elif isinstance(step, Close):
                await self.close()
        except BatchwrightError as error:
            return error
        return None

    async def close(self) -> None:
        """Closes the stream, if one is open."""
        response, self._response, self._incoming = self._response, None, None
        if response is not None:
            await response.aclose()

    async def _open(self, step: Open) -> Head:
        await self.close()
        self._request = step.request
        self._response = await self._sender.open(step.request, step.silence)
        self._incoming = self._response.aiter_bytes()
        return Head(self._response.status_code, self._response.headers.get("content-type", ""))

    async def _read(self) -> bytes:
        """The next bytes of the stream; none at its end."""
        if self._incoming is None or self._request is None:
            raise ServiceConnectionError("No stream is open.")
        try:
            while True:
                piece = await self._incoming.__anext__()
                if piece:
                    return piece
        except StopAsyncIteration:
            return b""
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise own_error(error, self._request) from error
