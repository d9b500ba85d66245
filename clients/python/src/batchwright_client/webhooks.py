"""Messages of webhooks, verified by the rules of Standard Webhooks."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
import time
from typing import Any, Dict, List, Mapping, Optional, Sequence, TypedDict, Union

from .errors import WebhookVerificationError


class WebhookEvent(TypedDict):
    """What a webhook says."""

    #: Such as ``batch.completed`` or ``batch.items_failed``.
    type: str
    #: When it happened, in ISO 8601.
    timestamp: str
    #: The batch by ``batch_id``, ``status``, ``counters`` and more; a message of ``test`` has
    #: other fields.
    data: Dict[str, Any]


#: Most signatures of a message that are looked at; a sender that rotates its secret gives two.
MAX_SIGNATURES = 20


def verify_webhook(
    body: Union[str, bytes],
    headers: Mapping[str, Union[str, Sequence[str]]],
    secret: Union[str, Sequence[str]],
    *,
    tolerance: float = 300.0,
    now: Optional[float] = None,
) -> WebhookEvent:
    """Verifies a message and returns what it says; raises WebhookVerificationError for every other
    message.

    ``body`` is the body as it came, byte by byte: a parsed and rewritten body has another
    signature. ``secret`` is that of the endpoint, ``whsec_…``; several while one is being rotated.
    ``tolerance`` says how old a message may be, and how far ahead its clock, in seconds; ``now``
    is the present time for tests.
    """
    message_id, timestamp, signatures = (
        _header(headers, name) for name in ("webhook-id", "webhook-timestamp", "webhook-signature")
    )
    if message_id is None or timestamp is None or signatures is None:
        raise WebhookVerificationError(
            "The message lacks webhook-id, webhook-timestamp or webhook-signature."
        )
    present = time.time() if now is None else now
    if not re.fullmatch(r"[0-9]{1,12}", timestamp) or abs(present - int(timestamp)) > tolerance:
        raise WebhookVerificationError(f"The message is not from the last {tolerance:g} seconds.")
    content = body.encode() if isinstance(body, str) else body
    signed = f"{message_id}.{timestamp}.".encode() + content
    keys = [_key(one) for one in ([secret] if isinstance(secret, str) else secret)]
    if not _is_signed(keys, signatures, signed):
        raise WebhookVerificationError("No signature of the message is by the secret.")
    try:
        event: WebhookEvent = json.loads(content)
    except (ValueError, RecursionError):
        raise WebhookVerificationError("The message is signed but no JSON.") from None
    return event


def _is_signed(keys: List[bytes], signatures: str, signed: bytes) -> bool:
    expected = [hmac.new(key, signed, hashlib.sha256).digest() for key in keys]
    for one in signatures.split(" ")[:MAX_SIGNATURES]:
        given = _from_base64(one[3:]) if one.startswith("v1,") else None
        # ``compare_digest`` takes the same time whatever the signature is.
        if given is not None and any(hmac.compare_digest(given, own) for own in expected):
            return True
    return False


def _key(secret: str) -> bytes:
    key = _from_base64(secret.removeprefix("whsec_"))
    if not key:
        raise WebhookVerificationError("The secret is not whsec_ and base64.")
    return key


def _from_base64(text: str) -> Optional[bytes]:
    try:
        return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def _header(headers: Mapping[str, Union[str, Sequence[str]]], name: str) -> Optional[str]:
    for key, value in headers.items():
        if key.lower() == name:
            return value if isinstance(value, str) else (value[0] if value else None)
    return None
