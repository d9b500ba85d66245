"""A client of one service, as one caller."""

from __future__ import annotations

from typing import Any, Mapping, Optional, Type

import httpx

from .._requests import operation, route
from .._settings import read_settings
from ._sender import Sender
from .batches import Batches
from .companies import Companies
from .sections import (
    Actions,
    Contacts,
    Keys,
    Kinds,
    Operations,
    Profiles,
    Urls,
    Webhooks,
)


class Client:
    """A client of one service, as one caller. Use it in a ``with`` statement, or close it."""

    def __init__(
        self,
        base_url: str,
        api_key: str,
        *,
        timeout: float = 30.0,
        retries: int = 4,
        retry_budget: float = 120.0,
        headers: Optional[Mapping[str, str]] = None,
        http: Optional[httpx.Client] = None,
    ) -> None:
        """``base_url`` is the address of the service without ``/api/v1``.

        ``timeout`` is how long the service may take to answer, and between two pieces of a stream,
        in seconds; calls take a ``timeout`` of their own. A request that may be repeated is, at most ``retries`` times and
        ``retry_budget`` seconds in all. ``headers`` go with every request; ``http`` is used
        instead of an own client of httpx, for proxies and certificates, and is yours to close.
        """
        settings = read_settings(base_url, api_key, headers, timeout, retries, retry_budget)
        self._sender = Sender(settings, http)
        self.batches = Batches(self._sender)
        self.actions = Actions(self._sender)
        self.kinds = Kinds(self._sender)
        self.keys = Keys(self._sender)
        self.webhooks = Webhooks(self._sender)
        self.operations = Operations(self._sender)
        self.contacts = Contacts(self._sender)
        self.urls = Urls(self._sender)
        self.companies = Companies(self._sender)
        self.profiles = Profiles(self._sender)

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], error: object, trace: object
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections."""
        self._sender.close()

    def call(
        self,
        operation_id: str,
        *,
        path: Optional[Mapping[str, object]] = None,
        query: Optional[Mapping[str, object]] = None,
        json: object = None,
        headers: Optional[Mapping[str, str]] = None,
        is_repeatable: Optional[bool] = None,
        timeout: Optional[float] = None,
    ) -> Any:
        """The JSON of any operation of the OpenAPI document, by its id, such as
        ``call("getStats")``.
        """
        request = operation(
            operation_id,
            path=path,
            query=query,
            json_body=json,
            headers=headers,
            is_repeatable=is_repeatable,
            timeout=timeout,
        )
        return self._sender.json(request)

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Optional[Mapping[str, object]] = None,
        json: object = None,
        headers: Optional[Mapping[str, str]] = None,
        is_repeatable: Optional[bool] = None,
        timeout: Optional[float] = None,
    ) -> Any:
        """The JSON of any route by its path, such as one of a kind from outside, which this
        version does not know.

        All methods but POST are repeated unless ``is_repeatable`` says otherwise.
        """
        request = route(
            method,
            path,
            query=query,
            json_body=json,
            headers=headers,
            is_repeatable=is_repeatable,
            timeout=timeout,
        )
        return self._sender.json(request)
