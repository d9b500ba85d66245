"""The verbs that are one request each.

Written by `npm run client-types` from the OpenAPI document; not by hand.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Optional, Union

from .. import models as m
from .._requests import keyed, operation
from ._sender import Sender


class Section:
    """What has a sender."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender


class BatchCalls(Section):
    """What can be done with batches by one request."""

    def list(
        self,
        *,
        total: Optional[bool] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        created_from: Optional[Union[str, datetime]] = None,
        created_to: Optional[Union[str, datetime]] = None,
        owner: Optional[int] = None,
        kind: Optional[m.KindName] = None,
        status: Optional[m.BatchStatus] = None,
        priority: Optional[m.Priority] = None,
        q: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> m.BatchList:
        """Lists batches of every kind, newest first."""
        request = operation(
            "listBatches",
            query={
                "total": total,
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_to": created_to,
                "owner": owner,
                "kind": kind,
                "status": status,
                "priority": priority,
                "q": q,
            },
            timeout=timeout,
        )
        answer: m.BatchList = self._sender.json(request)
        return answer

    def get(self, id: str, *, timeout: Optional[float] = None) -> m.BatchView:
        """Returns the current state of a batch: status, counters, progress, options."""
        request = operation("getBatch", path={"id": id}, timeout=timeout)
        answer: m.BatchView = self._sender.json(request)
        return answer

    def update(
        self,
        id: str,
        body: m.BatchPatch,
        *,
        timeout: Optional[float] = None,
    ) -> m.BatchView:
        """Changes the priority or the concurrency of a batch that has not ended; a running batch
        adopts it too.
        """
        request = operation("updateBatch", path={"id": id}, json_body=body, timeout=timeout)
        answer: m.BatchView = self._sender.json(request)
        return answer

    def delete(self, id: str, *, timeout: Optional[float] = None) -> None:
        """Deletes a batch that has ended, with its items; one that still gets items is cancelled
        first.
        """
        request = operation("deleteBatch", path={"id": id}, timeout=timeout)
        self._sender.json(request)

    def items_page(
        self,
        id: str,
        *,
        status: Optional[m.ItemStatus] = None,
        code: Optional[str] = None,
        q: Optional[str] = None,
        limit: Optional[int] = None,
        cursor: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.ItemList:
        """Lists the items of a batch in input order, each with its input and result."""
        request = operation(
            "listBatchItems",
            path={"id": id},
            query={"status": status, "code": code, "q": q, "limit": limit, "cursor": cursor},
            timeout=timeout,
        )
        answer: m.ItemList = self._sender.json(request)
        return answer

    def item(self, id: str, index: int, *, timeout: Optional[float] = None) -> m.ItemView:
        """Returns one item of a batch, by its zero-based position."""
        request = operation("getBatchItem", path={"id": id, "index": index}, timeout=timeout)
        answer: m.ItemView = self._sender.json(request)
        return answer

    def pause(self, id: str, *, timeout: Optional[float] = None) -> m.BatchView:
        """Pauses a batch: no further item starts; running items continue to their end."""
        request = operation("pauseBatch", path={"id": id}, is_repeatable=True, timeout=timeout)
        answer: m.BatchView = self._sender.json(request)
        return answer

    def resume(self, id: str, *, timeout: Optional[float] = None) -> m.BatchView:
        """Resumes a paused batch."""
        request = operation("resumeBatch", path={"id": id}, is_repeatable=True, timeout=timeout)
        answer: m.BatchView = self._sender.json(request)
        return answer

    def cancel(self, id: str, *, timeout: Optional[float] = None) -> m.BatchView:
        """Cancels the waiting and running items of a batch; results of ended items are
        retained.
        """
        request = operation("cancelBatch", path={"id": id}, is_repeatable=True, timeout=timeout)
        answer: m.BatchView = self._sender.json(request)
        return answer

    def retry(
        self,
        id: str,
        body: Optional[m.Retry] = None,
        *,
        timeout: Optional[float] = None,
    ) -> m.RetryResult:
        """Runs ended items again in the same batch, optionally with corrected inputs."""
        request = operation("retryBatch", path={"id": id}, json_body=body or {}, timeout=timeout)
        answer: m.RetryResult = self._sender.json(request)
        return answer

    def parts(
        self,
        id: str,
        *,
        cursor: Optional[int] = None,
        limit: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.PartList:
        """Lists the parts of a batch by their numbers: what came, for a sender that does not know
        any more.
        """
        request = operation(
            "listParts",
            path={"id": id},
            query={"cursor": cursor, "limit": limit},
            timeout=timeout,
        )
        answer: m.PartList = self._sender.json(request)
        return answer

    def import_report(self, id: str, *, timeout: Optional[float] = None) -> m.Import:
        """Says how the file was read that a batch came as."""
        request = operation("getBatchImport", path={"id": id}, timeout=timeout)
        answer: m.Import = self._sender.json(request)
        return answer

    def search(
        self,
        q: str,
        *,
        kind: Optional[m.KindName] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        owner: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.SearchResult:
        """Finds batches and items by what a person has of them: an id, a name, a ref, an error, a
        URL, a company.
        """
        request = operation(
            "searchBatches",
            query={"q": q, "kind": kind, "limit": limit, "cursor": cursor, "owner": owner},
            is_repeatable=True,
            timeout=timeout,
        )
        answer: m.SearchResult = self._sender.json(request)
        return answer

    def stats(
        self,
        *,
        timeframe: Optional[Literal["1h", "6h", "24h", "7d", "30d"]] = None,
        kind: Optional[m.KindName] = None,
        owner: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.Stats:
        """Returns counts, durations and errors of the batches created in a timeframe, at most 5
        seconds old.
        """
        request = operation(
            "getStats",
            query={"timeframe": timeframe, "kind": kind, "owner": owner},
            timeout=timeout,
        )
        answer: m.Stats = self._sender.json(request)
        return answer


class Actions(Section):
    """Actions on many batches at once."""

    def start(
        self,
        body: m.NewBatchAction,
        *,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Union[m.BatchActionCount, m.BatchAction]:
        """Cancels, pauses, resumes, retries, deletes or reprioritises many batches."""
        request = operation(
            "startBatchAction",
            json_body=body,
            headers=keyed(idempotency_key),
            is_repeatable=True,
            timeout=timeout,
        )
        answer: Union[m.BatchActionCount, m.BatchAction] = self._sender.json(request)
        return answer

    def list(
        self,
        *,
        status: Optional[
            Literal["pending", "running", "completed", "cancelled", "stopped"]
        ] = None,
        cursor: Optional[str] = None,
        limit: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.BatchActionList:
        """Lists actions, newest first: the caller's own, an admin's key lists all."""
        request = operation(
            "listBatchActions",
            query={"status": status, "cursor": cursor, "limit": limit},
            timeout=timeout,
        )
        answer: m.BatchActionList = self._sender.json(request)
        return answer

    def get(self, id: str, *, timeout: Optional[float] = None) -> m.BatchAction:
        """Returns an action: how many of its batches are done, refused and still to come."""
        request = operation("getBatchAction", path={"id": id}, timeout=timeout)
        answer: m.BatchAction = self._sender.json(request)
        return answer

    def cancel(self, id: str, *, timeout: Optional[float] = None) -> m.BatchAction:
        """Ends an action where it is; what is done stays done."""
        request = operation(
            "cancelBatchAction",
            path={"id": id},
            is_repeatable=True,
            timeout=timeout,
        )
        answer: m.BatchAction = self._sender.json(request)
        return answer


class Kinds(Section):
    """What each kind of batches is: limits, JSON Schema of items and options, columns of files."""

    def list(self, *, timeout: Optional[float] = None) -> m.KindList:
        """Lists the kinds of batches that this installation runs, those of modules from outside
        included.
        """
        request = operation("listKinds", timeout=timeout)
        answer: m.KindList = self._sender.json(request)
        return answer

    def get(self, kind: str, *, timeout: Optional[float] = None) -> m.Kind:
        """Describes a kind of batches."""
        request = operation("getKind", path={"kind": kind}, timeout=timeout)
        answer: m.Kind = self._sender.json(request)
        return answer


class Keys(Section):
    """API keys."""

    def issue(self, body: m.NewKey, *, timeout: Optional[float] = None) -> m.IssuedKey:
        """Makes an API key with a subset of the caller's scopes."""
        request = operation("issueKey", json_body=body, timeout=timeout)
        answer: m.IssuedKey = self._sender.json(request)
        return answer

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        owner: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.KeyList:
        """Lists keys from newest to oldest, including revoked ones."""
        request = operation(
            "listKeys",
            query={"limit": limit, "cursor": cursor, "owner": owner},
            timeout=timeout,
        )
        answer: m.KeyList = self._sender.json(request)
        return answer

    def revoke(self, id: str, *, timeout: Optional[float] = None) -> None:
        """Revokes a key, with the keys made with it."""
        request = operation("revokeKey", path={"id": id}, timeout=timeout)
        self._sender.json(request)


class Webhooks(Section):
    """Endpoints that are told about batches; ``verify_webhook`` verifies what they get."""

    def register(
        self,
        body: m.NewWebhook,
        *,
        timeout: Optional[float] = None,
    ) -> m.WebhookSecret:
        """Registers an endpoint, at most ten per owner."""
        request = operation("registerWebhook", json_body=body, timeout=timeout)
        answer: m.WebhookSecret = self._sender.json(request)
        return answer

    def list(self, *, timeout: Optional[float] = None) -> m.WebhookList:
        """Lists the caller's own endpoints, newest first."""
        request = operation("listWebhooks", timeout=timeout)
        answer: m.WebhookList = self._sender.json(request)
        return answer

    def delete(self, id: str, *, timeout: Optional[float] = None) -> None:
        """Deletes an endpoint with its deliveries; unsent messages are discarded."""
        request = operation("deleteWebhook", path={"id": id}, timeout=timeout)
        self._sender.json(request)

    def rotate_secret(self, id: str, *, timeout: Optional[float] = None) -> m.WebhookSecret:
        """Replaces the secret of an endpoint and enables it if it is disabled."""
        request = operation("rotateWebhookSecret", path={"id": id}, timeout=timeout)
        answer: m.WebhookSecret = self._sender.json(request)
        return answer

    def deliveries(
        self,
        id: str,
        *,
        cursor: Optional[int] = None,
        limit: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.DeliveryList:
        """Lists the deliveries of an endpoint with their results, newest first."""
        request = operation(
            "listWebhookDeliveries",
            path={"id": id},
            query={"cursor": cursor, "limit": limit},
            timeout=timeout,
        )
        answer: m.DeliveryList = self._sender.json(request)
        return answer

    def redeliver(
        self,
        id: str,
        delivery: str,
        *,
        timeout: Optional[float] = None,
    ) -> m.DeliveryView:
        """Sends a delivery again under the same message id, whatever its result was."""
        request = operation(
            "redeliverWebhook",
            path={"id": id, "delivery": delivery},
            timeout=timeout,
        )
        answer: m.DeliveryView = self._sender.json(request)
        return answer

    def test(self, id: str, *, timeout: Optional[float] = None) -> m.DeliveryView:
        """Sends a test message."""
        request = operation("testWebhook", path={"id": id}, timeout=timeout)
        answer: m.DeliveryView = self._sender.json(request)
        return answer


class Operations(Section):
    """Operations on the marketplace by their own routes."""

    def submit(
        self,
        body: m.OperationBatch,
        *,
        validate_only: Optional[bool] = None,
        respond_async: bool = False,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Union[m.OperationBatchResult, m.AcceptedBatch]:
        """Applies up to 50 operations in order and returns the result of each."""
        request = operation(
            "submitOperations",
            query={"validate_only": validate_only},
            json_body=body,
            headers={
                **({"Prefer": "respond-async"} if respond_async else {}),
                **keyed(idempotency_key),
            },
            is_repeatable=True,
            timeout=timeout,
        )
        answer: Union[m.OperationBatchResult, m.AcceptedBatch] = self._sender.json(request)
        return answer

    def get(
        self,
        id: Union[int, str],
        *,
        timeout: Optional[float] = None,
    ) -> m.OperationBatchStatus:
        """Status and results of one batch."""
        request = operation("getOperationBatch", path={"batch_id": id}, timeout=timeout)
        answer: m.OperationBatchStatus = self._sender.json(request)
        return answer

    def history(
        self,
        *,
        limit: Optional[int] = None,
        offset: Optional[int] = None,
        status: Optional[m.BatchStatus] = None,
        operation_type: Optional[
            Literal[
                "order_update",
                "professional_approval",
                "service_update",
                "user_update",
                "bulk_delete",
                "custom",
            ]
        ] = None,
        timeout: Optional[float] = None,
    ) -> m.OperationHistory:
        """The caller's own batches, newest first."""
        request = operation(
            "listOperationBatches",
            query={
                "limit": limit,
                "offset": offset,
                "status": status,
                "operation_type": operation_type,
            },
            timeout=timeout,
        )
        answer: m.OperationHistory = self._sender.json(request)
        return answer

    def stats(
        self,
        *,
        days: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.OperationStats:
        """Statistics of the caller's own batches."""
        request = operation("getOperationStats", query={"days": days}, timeout=timeout)
        answer: m.OperationStats = self._sender.json(request)
        return answer

    def templates(self, *, timeout: Optional[float] = None) -> m.OperationTemplates:
        """Lists the templates."""
        request = operation("listOperationTemplates", timeout=timeout)
        answer: m.OperationTemplates = self._sender.json(request)
        return answer

    def submit_template(
        self,
        body: m.TemplateBatch,
        *,
        validate_only: Optional[bool] = None,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> m.OperationBatchResult:
        """Applies a template to up to 50 rows in order, like a batch with the operations written
        out.
        """
        request = operation(
            "submitOperationTemplate",
            query={"validate_only": validate_only},
            json_body=body,
            headers=keyed(idempotency_key),
            is_repeatable=True,
            timeout=timeout,
        )
        answer: m.OperationBatchResult = self._sender.json(request)
        return answer


class Contacts(Section):
    """Contacts by their own routes."""

    def insert(
        self,
        body: m.ContactBatch,
        *,
        strict: Optional[bool] = None,
        validate_only: Optional[bool] = None,
        respond_async: bool = False,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> Union[m.ContactBatchResult, m.AcceptedBatch]:
        """Inserts up to 1,000 contacts in one statement and returns the result of each."""
        request = operation(
            "insertContacts",
            query={"strict": strict, "validate_only": validate_only},
            json_body=body,
            headers={
                **({"Prefer": "respond-async"} if respond_async else {}),
                **keyed(idempotency_key),
            },
            is_repeatable=True,
            timeout=timeout,
        )
        answer: Union[m.ContactBatchResult, m.AcceptedBatch] = self._sender.json(request)
        return answer

    def list(
        self,
        *,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        created_from: Optional[Union[str, datetime]] = None,
        created_to: Optional[Union[str, datetime]] = None,
        owner: Optional[int] = None,
        id: Optional[str] = None,
        email: Optional[str] = None,
        company: Optional[str] = None,
        source: Optional[str] = None,
        batch_id: Optional[str] = None,
        priority_min: Optional[int] = None,
        q: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> m.ContactList:
        """Lists one owner's contacts, newest first."""
        request = operation(
            "listContacts",
            query={
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_to": created_to,
                "owner": owner,
                "id": id,
                "email": email,
                "company": company,
                "source": source,
                "batch_id": batch_id,
                "priority_min": priority_min,
                "q": q,
            },
            timeout=timeout,
        )
        answer: m.ContactList = self._sender.json(request)
        return answer

    def get(
        self,
        id: str,
        *,
        owner: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.ContactView:
        """One contact."""
        request = operation("getContact", path={"id": id}, query={"owner": owner}, timeout=timeout)
        answer: m.ContactView = self._sender.json(request)
        return answer

    def update(
        self,
        id: str,
        body: m.ContactChange,
        *,
        owner: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.ContactView:
        """Changes the given fields of a contact, by the rules of an insert."""
        request = operation(
            "updateContact",
            path={"id": id},
            query={"owner": owner},
            json_body=body,
            timeout=timeout,
        )
        answer: m.ContactView = self._sender.json(request)
        return answer

    def erase(
        self,
        id: str,
        *,
        owner: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> None:
        """Erases a contact, and its data in the item that inserted it."""
        request = operation(
            "eraseContact",
            path={"id": id},
            query={"owner": owner},
            timeout=timeout,
        )
        self._sender.json(request)

    def erase_many(
        self,
        *,
        dry_run: Optional[bool] = None,
        id: Optional[str] = None,
        email: Optional[str] = None,
        company: Optional[str] = None,
        source: Optional[str] = None,
        batch_id: Optional[str] = None,
        priority_min: Optional[int] = None,
        q: Optional[str] = None,
        created_from: Optional[Union[str, datetime]] = None,
        created_to: Optional[Union[str, datetime]] = None,
        owner: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.ContactErased:
        """Erases the contacts that match, and their data in the items that inserted them."""
        request = operation(
            "eraseContacts",
            query={
                "dry_run": dry_run,
                "id": id,
                "email": email,
                "company": company,
                "source": source,
                "batch_id": batch_id,
                "priority_min": priority_min,
                "q": q,
                "created_from": created_from,
                "created_to": created_to,
                "owner": owner,
            },
            timeout=timeout,
        )
        answer: m.ContactErased = self._sender.json(request)
        return answer


class Urls(Section):
    """URL analysis by its own routes."""

    def start(
        self,
        body: m.StartUrlsBody,
        *,
        ignore_invalid: Optional[bool] = None,
        validate_only: Optional[bool] = None,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> m.StartedJob:
        """Starts a job of up to 1,000 URLs."""
        request = operation(
            "startUrlJob",
            query={"ignore_invalid": ignore_invalid, "validate_only": validate_only},
            json_body=body,
            headers=keyed(idempotency_key),
            is_repeatable=True,
            timeout=timeout,
        )
        answer: m.StartedJob = self._sender.json(request)
        return answer

    def progress(self, id: str, *, timeout: Optional[float] = None) -> m.UrlProgress:
        """Progress of a job."""
        request = operation("getUrlJobProgress", path={"batch_job_id": id}, timeout=timeout)
        answer: m.UrlProgress = self._sender.json(request)
        return answer

    def jobs(
        self,
        *,
        status: Optional[
            Literal["pending", "processing", "paused", "completed", "failed", "cancelled"]
        ] = None,
        priority: Optional[m.Priority] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        created_from: Optional[Union[str, datetime]] = None,
        created_to: Optional[Union[str, datetime]] = None,
        owner: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.UrlJobList:
        """Lists jobs, newest first."""
        request = operation(
            "listUrlJobs",
            query={
                "status": status,
                "priority": priority,
                "limit": limit,
                "cursor": cursor,
                "created_from": created_from,
                "created_to": created_to,
                "owner": owner,
            },
            timeout=timeout,
        )
        answer: m.UrlJobList = self._sender.json(request)
        return answer

    def results(
        self,
        id: str,
        *,
        status: Optional[m.ItemStatus] = None,
        budget: Optional[Literal["passed", "failed"]] = None,
        limit: Optional[int] = None,
        cursor: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.UrlResults:
        """Results of a job in the order of its URLs; partial while it runs."""
        request = operation(
            "getUrlJobResults",
            path={"batch_job_id": id},
            query={"status": status, "budget": budget, "limit": limit, "cursor": cursor},
            timeout=timeout,
        )
        answer: m.UrlResults = self._sender.json(request)
        return answer

    def cancel(self, id: str, *, timeout: Optional[float] = None) -> m.UrlJob:
        """Cancels a job: pending URLs do not start, running ones are stopped, finished results are
        kept.
        """
        request = operation(
            "cancelUrlJob",
            path={"batch_job_id": id},
            is_repeatable=True,
            timeout=timeout,
        )
        answer: m.UrlJob = self._sender.json(request)
        return answer

    def history(
        self,
        url: str,
        *,
        strategy: Optional[Literal["mobile", "desktop"]] = None,
        engine: Optional[Literal["http", "lighthouse", "psi"]] = None,
        limit: Optional[int] = None,
        before: Optional[str] = None,
        cursor: Optional[str] = None,
        owner: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.UrlHistory:
        """What the analyses of a URL measured, newest first."""
        request = operation(
            "getUrlHistory",
            query={
                "strategy": strategy,
                "engine": engine,
                "limit": limit,
                "before": before,
                "cursor": cursor,
                "url": url,
                "owner": owner,
            },
            timeout=timeout,
        )
        answer: m.UrlHistory = self._sender.json(request)
        return answer

    def compare(
        self,
        base: str,
        other: str,
        *,
        change: Optional[
            Literal[
                "regressed",
                "improved",
                "unchanged",
                "broken",
                "mended",
                "failing",
                "added",
                "removed",
                "open",
                "incomparable",
            ]
        ] = None,
        threshold: Optional[int] = None,
        limit: Optional[int] = None,
        cursor: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.Comparison:
        """Compares two jobs: each URL by its score, and what got worse, better, broken
        or mended.
        """
        request = operation(
            "compareUrlJobs",
            query={
                "change": change,
                "base": base,
                "other": other,
                "threshold": threshold,
                "limit": limit,
                "cursor": cursor,
            },
            timeout=timeout,
        )
        answer: m.Comparison = self._sender.json(request)
        return answer

    def queue_status(self, *, timeout: Optional[float] = None) -> m.QueueStatus:
        """Status of the three queues, including empty ones."""
        request = operation("getUrlQueueStatus", timeout=timeout)
        answer: m.QueueStatus = self._sender.json(request)
        return answer

    def analytics(
        self,
        *,
        timeframe: Optional[Literal["1h", "6h", "24h", "7d", "30d"]] = None,
        owner: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.UrlAnalytics:
        """Percentiles per engine and strategy, distribution of the scores, and the
        slowest hosts.
        """
        request = operation(
            "getUrlAnalytics",
            query={"timeframe": timeframe, "owner": owner},
            timeout=timeout,
        )
        answer: m.UrlAnalytics = self._sender.json(request)
        return answer


class CompanyCalls(Section):
    """Company extraction by its own routes."""

    def extract(
        self,
        body: m.CompanyExtract,
        *,
        timeout: Optional[float] = None,
    ) -> m.CompanyExtractedEnvelope:
        """Extracts one company synchronously."""
        request = operation(
            "extractCompany",
            json_body=body,
            answer_time=(body.get("timeout_seconds") or 60) + 15,
            timeout=timeout,
        )
        answer: m.CompanyExtractedEnvelope = self._sender.json(request)
        return answer

    def submit(
        self,
        body: m.CompanyBatch,
        *,
        validate_only: Optional[bool] = None,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> m.CompanySubmittedEnvelope:
        """Accepts up to 100 companies for extraction by a background worker."""
        request = operation(
            "submitCompanies",
            query={"validate_only": validate_only},
            json_body=body,
            headers=keyed(idempotency_key),
            is_repeatable=True,
            timeout=timeout,
        )
        answer: m.CompanySubmittedEnvelope = self._sender.json(request)
        return answer

    def status(self, id: str, *, timeout: Optional[float] = None) -> m.CompanyStatusEnvelope:
        """Progress of a batch: status, counters and the estimated completion."""
        request = operation("getCompanyBatchStatus", path={"id": id}, timeout=timeout)
        answer: m.CompanyStatusEnvelope = self._sender.json(request)
        return answer

    def results(
        self,
        id: str,
        *,
        include: Optional[Literal["provenance"]] = None,
        limit: Optional[int] = None,
        cursor: Optional[int] = None,
        include_failed: Optional[bool] = None,
        partial: Optional[bool] = None,
        timeout: Optional[float] = None,
    ) -> m.CompanyResultsEnvelope:
        """Results of a batch in the order submitted; as a table with format=csv or
        format=excel.
        """
        request = operation(
            "getCompanyBatchResults",
            path={"id": id},
            query={
                "include": include,
                "limit": limit,
                "cursor": cursor,
                "include_failed": include_failed,
                "partial": partial,
            },
            timeout=timeout,
        )
        answer: m.CompanyResultsEnvelope = self._sender.json(request)
        return answer

    def spending(
        self,
        id: str,
        *,
        timeout: Optional[float] = None,
    ) -> m.CompanySpendingEnvelope:
        """Paid questions of a batch so far, to providers and to the language model, with its
        limits.
        """
        request = operation("getCompanyBatchSpending", path={"id": id}, timeout=timeout)
        answer: m.CompanySpendingEnvelope = self._sender.json(request)
        return answer

    def pause(self, id: str, *, timeout: Optional[float] = None) -> m.CompanyStatusEnvelope:
        """Pauses a batch: no further company starts, running ones finish."""
        request = operation(
            "pauseCompanyBatch",
            path={"id": id},
            is_repeatable=True,
            timeout=timeout,
        )
        answer: m.CompanyStatusEnvelope = self._sender.json(request)
        return answer

    def resume(self, id: str, *, timeout: Optional[float] = None) -> m.CompanyStatusEnvelope:
        """Resumes a paused batch."""
        request = operation(
            "resumeCompanyBatch",
            path={"id": id},
            is_repeatable=True,
            timeout=timeout,
        )
        answer: m.CompanyStatusEnvelope = self._sender.json(request)
        return answer

    def cancel(self, id: str, *, timeout: Optional[float] = None) -> m.CompanyStatusEnvelope:
        """Cancels the queued and running companies of a batch; finished results are kept."""
        request = operation(
            "cancelCompanyBatch",
            path={"id": id},
            is_repeatable=True,
            timeout=timeout,
        )
        answer: m.CompanyStatusEnvelope = self._sender.json(request)
        return answer

    def retry(
        self,
        id: str,
        body: Optional[m.Retry] = None,
        *,
        timeout: Optional[float] = None,
    ) -> m.CompanyRetriedEnvelope:
        """Extracts ended companies again; by default the failed and cancelled ones."""
        request = operation(
            "retryCompanyBatch",
            path={"id": id},
            json_body=body or {},
            timeout=timeout,
        )
        answer: m.CompanyRetriedEnvelope = self._sender.json(request)
        return answer

    def delete(
        self,
        id: str,
        *,
        timeout: Optional[float] = None,
    ) -> m.CompanyDeletedEnvelope:
        """Deletes a batch that has ended."""
        request = operation("deleteCompanyBatch", path={"id": id}, timeout=timeout)
        answer: m.CompanyDeletedEnvelope = self._sender.json(request)
        return answer

    def stats(
        self,
        *,
        timeframe: Optional[Literal["1h", "6h", "24h", "7d", "30d"]] = None,
        include_details: Optional[bool] = None,
        timeout: Optional[float] = None,
    ) -> m.CompanyStatsEnvelope:
        """Numbers of batches and companies, processing times, cache hit rate and most common
        errors in a timeframe.
        """
        request = operation(
            "getCompanyStats",
            query={"timeframe": timeframe, "include_details": include_details},
            timeout=timeout,
        )
        answer: m.CompanyStatsEnvelope = self._sender.json(request)
        return answer


class Profiles(Section):
    """Profiles by their own routes."""

    def submit(
        self,
        body: m.ProfileBatch,
        *,
        validate_only: Optional[bool] = None,
        respond_async: bool = False,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> m.ProfileBatchResult:
        """Ingests up to 10 profiles and responds when they are done."""
        request = operation(
            "submitProfiles",
            query={"validate_only": validate_only},
            json_body=body,
            headers={
                **({"Prefer": "respond-async"} if respond_async else {}),
                **keyed(idempotency_key),
            },
            is_repeatable=True,
            answer_time=135,
            timeout=timeout,
        )
        answer: m.ProfileBatchResult = self._sender.json(request)
        return answer

    def batch(self, id: str, *, timeout: Optional[float] = None) -> m.ProfileBatchResult:
        """Status and results of one batch."""
        request = operation("getProfileBatch", path={"batch_id": id}, timeout=timeout)
        answer: m.ProfileBatchResult = self._sender.json(request)
        return answer

    def list(
        self,
        *,
        role: Optional[Literal["CTO", "CIO", "CISO"]] = None,
        q: Optional[str] = None,
        limit: Optional[int] = None,
        cursor: Optional[str] = None,
        owner: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.ProfileList:
        """Stored profiles, newest first."""
        request = operation(
            "listProfiles",
            query={"role": role, "q": q, "limit": limit, "cursor": cursor, "owner": owner},
            timeout=timeout,
        )
        answer: m.ProfileList = self._sender.json(request)
        return answer

    def get(
        self,
        id: str,
        *,
        owner: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.ProfileDetail:
        """One profile in full."""
        request = operation("getProfile", path={"id": id}, query={"owner": owner}, timeout=timeout)
        answer: m.ProfileDetail = self._sender.json(request)
        return answer

    def erase(
        self,
        id: str,
        *,
        owner: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.Erased:
        """Erases a profile with all its stored data."""
        request = operation(
            "eraseProfile",
            path={"id": id},
            query={"owner": owner},
            timeout=timeout,
        )
        answer: m.Erased = self._sender.json(request)
        return answer

    def search(
        self,
        body: m.ProfileSearch,
        *,
        owner: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.ProfileHits:
        """Profiles similar to a text or to another profile."""
        request = operation(
            "searchProfiles",
            query={"owner": owner},
            json_body=body,
            is_repeatable=True,
            timeout=timeout,
        )
        answer: m.ProfileHits = self._sender.json(request)
        return answer

    def search_companies(
        self,
        body: m.CompanySearch,
        *,
        owner: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.CompanyHits:
        """Companies of the profiles' work histories that are similar to a text or to another
        company.
        """
        request = operation(
            "searchCompanies",
            query={"owner": owner},
            json_body=body,
            is_repeatable=True,
            timeout=timeout,
        )
        answer: m.CompanyHits = self._sender.json(request)
        return answer

    def analytics(
        self,
        *,
        timeframe: Optional[Literal["1h", "6h", "24h", "7d", "30d"]] = None,
        owner: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> m.ProfileAnalytics:
        """Success rates, times, roles and providers of the batches in a timeframe."""
        request = operation(
            "getProfileAnalytics",
            query={"timeframe": timeframe, "owner": owner},
            timeout=timeout,
        )
        answer: m.ProfileAnalytics = self._sender.json(request)
        return answer
