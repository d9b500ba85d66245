"""Sends requests over httpx; when and how often is decided elsewhere."""

from __future__ import annotations

import time
from typing import Any, Iterable, Optional, Union

import httpx

from .._files import FileBody
from .._http import MAX_ANSWER, MAX_ERROR, json_of, limits_of, own_error, timeout_of
from .._requests import Request
from .._retry import Tries
from .._settings import Settings
from ..errors import BatchwrightError, ServiceTimeoutError, TooLargeError, error_of
from ._io import pieces, run, sleep


class Sender:
    """Sends requests, and sends them again as long as that is right and the budget allows it."""

    def __init__(self, settings: Settings, http: Optional[httpx.Client]) -> None:
        self._settings = settings
        self._is_owned = http is None
        self._http = httpx.Client() if http is None else http

    def close(self) -> None:
        """Closes the connections, unless they are those of the caller's own client."""
        if self._is_owned:
            self._http.close()

    def json(self, request: Request) -> Any:
        """The JSON of the answer; None when it has none. A connection lost in the middle is one
        more lost try.
        """
        tries = Tries(request, self._settings)
        while True:
            try:
                response = self._once(request, None)
                try:
                    body = self._read(request, response, MAX_ANSWER)
                finally:
                    response.close()
                return json_of(body, request)
            except BatchwrightError as error:
                if tries.is_done(error):
                    return None
                wait = tries.wait_after(error)
                if wait is None:
                    raise
            sleep(wait)

    def open(self, request: Request, silence: Optional[float] = None) -> httpx.Response:
        """The answer as soon as its head has come. Whoever has it reads its body and closes it."""
        tries = Tries(request, self._settings)
        while True:
            try:
                return self._once(request, silence)
            except BatchwrightError as error:
                wait = tries.wait_after(error)
                if wait is None:
                    raise
            sleep(wait)

    def _once(self, request: Request, silence: Optional[float]) -> httpx.Response:
        if not isinstance(request.body, FileBody):
            return self._send(request, request.body, silence)
        file = run(request.body.open)
        try:
            return self._send(request, pieces(request.body, file), silence)
        finally:
            if request.body.is_owned:
                file.close()

    def _send(
        self,
        request: Request,
        content: Union[bytes, Iterable[bytes], None],
        silence: Optional[float],
    ) -> httpx.Response:
        try:
            http_request = self._http.build_request(
                request.method,
                self._settings.base_url + request.path,
                headers={**self._settings.headers, **request.headers},
                content=content,
                timeout=limits_of(request, self._settings, silence),
            )
            response = self._http.send(http_request, stream=True, follow_redirects=False)
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise own_error(error, request) from error
        if response.is_success:
            return response
        try:
            body = self._read(request, response, MAX_ERROR)
        except BatchwrightError:
            # The status says enough.
            body = b""
        finally:
            response.close()
        raise error_of(response.status_code, response.headers, body)

    def _read(self, request: Request, response: httpx.Response, most: int) -> bytes:
        """The whole body, within its bounds of size and time."""
        until = time.monotonic() + timeout_of(request, self._settings)
        body = bytearray()
        try:
            for piece in response.iter_bytes():
                body += piece
                if len(body) > most:
                    raise TooLargeError(f"The answer has more than {most} bytes.")
                if time.monotonic() > until:
                    raise ServiceTimeoutError(
                        f"{request.method} {request.path} was not answered to its end in time."
                    )
        except (httpx.HTTPError, httpx.StreamError) as error:
            raise own_error(error, request) from error
        return bytes(body)
