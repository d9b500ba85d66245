"""How to reach the service."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Dict, Mapping, Optional

from .errors import BatchwrightError

#: Shortest time limit, in seconds.
LEAST_TIMEOUT = 0.001


@dataclass(frozen=True)
class Settings:
    """Options of a client, checked."""

    base_url: str
    #: With the key, which stands in no trace.
    headers: Dict[str, str] = field(repr=False)
    #: How long the service may take to answer, and between two pieces of a stream, in seconds.
    timeout: float
    #: How often a request is repeated that may be.
    retries: int
    #: How long one call may take with all its repetitions, in seconds.
    retry_budget: float


def read_settings(
    base_url: str,
    api_key: str,
    headers: Optional[Mapping[str, str]],
    timeout: float,
    retries: int,
    retry_budget: float,
) -> Settings:
    """The options, or an error that says which cannot work."""
    if not re.match(r"https?://[^/]", base_url):
        raise BatchwrightError(f"base_url must begin with http:// or https://, not {base_url!r}.")
    if not re.fullmatch(r"[\x21-\x7e]+", api_key):
        raise BatchwrightError("api_key is empty, or has characters that no key has.")
    at_least("timeout", timeout, LEAST_TIMEOUT)
    at_least("retries", retries, 0)
    at_least("retry_budget", retry_budget, 0)
    base = base_url.rstrip("/")
    return Settings(
        base_url=base.removesuffix("/api/v1"),
        headers={"Accept": "application/json", **(headers or {}), "X-API-Key": api_key},
        timeout=timeout,
        retries=retries,
        retry_budget=retry_budget,
    )


def at_least(name: str, value: float, least: float) -> None:
    """Raises unless the value is finite and not below the least."""
    if not (math.isfinite(value) and value >= least):
        raise BatchwrightError(f"{name} must be a number of at least {least:g}, not {value!r}.")
