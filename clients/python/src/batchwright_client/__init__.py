"""The typed client of the Batchwright service: ``Client``, and ``AsyncClient`` for programs with
asyncio.
"""

from . import models
from ._async.batches import AsyncBatches
from ._async.client import AsyncClient
from ._async.download import AsyncDownload
from ._files import FileInput
from ._follow import has_ended
from ._submission import ItemInput
from ._sync.batches import Batches
from ._sync.client import Client
from ._sync.download import Download
from .errors import (
    ApiError,
    BatchDeletedError,
    BatchwrightError,
    ServiceConnectionError,
    ServiceTimeoutError,
    TooLargeError,
    WaitTimeoutError,
    WebhookVerificationError,
    has_code,
)
from .models import ErrorCode
from .webhooks import WebhookEvent, verify_webhook

__all__ = [
    "ApiError",
    "AsyncBatches",
    "AsyncClient",
    "AsyncDownload",
    "BatchDeletedError",
    "Batches",
    "BatchwrightError",
    "Client",
    "Download",
    "ErrorCode",
    "FileInput",
    "ItemInput",
    "ServiceConnectionError",
    "ServiceTimeoutError",
    "TooLargeError",
    "WaitTimeoutError",
    "WebhookEvent",
    "WebhookVerificationError",
    "has_code",
    "has_ended",
    "models",
    "verify_webhook",
]
