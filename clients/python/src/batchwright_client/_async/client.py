"""A client of one service, as one caller."""

from __future__ import annotations

from typing import Any, Mapping, Optional, Type

import httpx

from .._requests import operation, route
from .._settings import read_settings
from ._sender import AsyncSender
from .batches import AsyncBatches
from .companies import AsyncCompanies
from .sections import (
    AsyncActions,
    AsyncContacts,
    AsyncKeys,
    AsyncKinds,
    AsyncOperations,
    AsyncProfiles,
    AsyncUrls,
    AsyncWebhooks,
)


class AsyncClient:
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
        http: Optional[httpx.AsyncClient] = None,
    ) -> None:
        """``base_url`` is the address of the service without ``/api/v1``.

        ``timeout`` is how long the service may take to answer, and between two pieces of a stream,
        in seconds; calls take a ``timeout`` of their own. A request that may be repeated is, at most ``retries`` times and
        ``retry_budget`` seconds in all. ``headers`` go with every request; ``http`` is used
        instead of an own client of httpx, for proxies and certificates, and is yours to close.
        """
        settings = read_settings(base_url, api_key, headers, timeout, retries, retry_budget)
        self._sender = AsyncSender(settings, http)
        self.batches = AsyncBatches(self._sender)
        self.actions = AsyncActions(self._sender)
        self.kinds = AsyncKinds(self._sender)
        self.keys = AsyncKeys(self._sender)
        self.webhooks = AsyncWebhooks(self._sender)
        self.operations = AsyncOperations(self._sender)
        self.contacts = AsyncContacts(self._sender)
        self.urls = AsyncUrls(self._sender)
        self.companies = AsyncCompanies(self._sender)
        self.profiles = AsyncProfiles(self._sender)

    async def __aenter__(self) -> AsyncClient:
        return self

    async def __aexit__(
        self, kind: Optional[Type[BaseException]], error: object, trace: object
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Closes the connections."""
        await self._sender.close()

    async def call(
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
        return await self._sender.json(request)

    async def request(
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
        return await self._sender.json(request)
