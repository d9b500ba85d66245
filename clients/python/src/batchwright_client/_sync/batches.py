"""Batches of every kind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Generator, Iterator, Callable, Dict, Mapping, Optional, Sequence

from .. import models as m
from .._files import FileInput, FileRequest, file_request, part_request
from .._follow import Follower, Mode, State, has_ended
from .._requests import keyed, operation
from .._submission import ItemInput, Pages, part_body, submission_body
from ..errors import BatchwrightError
from ._stepper import Stepper
from .download import Download
from .sections import BatchCalls

Fields = Mapping[str, object]


class Batches(BatchCalls):
    """Batches of every kind."""

    def submit(
        self,
        kind: str,
        items: Sequence[ItemInput],
        *,
        options: Optional[Fields] = None,
        name: Optional[str] = None,
        priority: Optional[m.Priority] = None,
        atomic: Optional[bool] = None,
        max_concurrent: Optional[int] = None,
        timeout_seconds: Optional[int] = None,
        webhook_url: Optional[str] = None,
        metadata: Optional[Fields] = None,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> m.SubmittedBatch:
        """Submits a batch. A call that is repeated for a lost answer makes one batch only.

        Submissions with the same ``idempotency_key`` and the same content are one batch. One is
        made up when absent, for the repetitions of this call; give your own so that a program that
        starts again does not submit twice.
        """
        headers, body = submission_body(
            {
                "kind": kind,
                "options": options,
                "name": name,
                "priority": priority,
                "atomic": atomic,
                "max_concurrent": max_concurrent,
                "timeout_seconds": timeout_seconds,
                "webhook_url": webhook_url,
                "metadata": metadata,
            },
            items,
        )
        request = operation(
            "submitBatch",
            body=body,
            headers={**headers, **keyed(idempotency_key)},
            is_repeatable=True,
            timeout=timeout,
        )
        batch: m.SubmittedBatch = self._sender.json(request)
        return batch

    def check(
        self,
        kind: str,
        items: Sequence[ItemInput],
        *,
        options: Optional[Fields] = None,
        atomic: Optional[bool] = None,
        timeout: Optional[float] = None,
    ) -> m.DryRun:
        """Checks items without storing anything."""
        headers, body = submission_body(
            {"kind": kind, "options": options, "atomic": atomic}, items
        )
        request = operation(
            "submitBatch",
            query={"validate_only": True},
            body=body,
            headers=headers,
            is_repeatable=True,
            timeout=timeout,
        )
        verdicts: m.DryRun = self._sender.json(request)
        return verdicts

    def all(self, *, timeout: Optional[float] = None, **query: Any) -> Iterator[m.BatchView]:
        """Every batch of a filter, newest first, page by page as they are asked for; the filter is
        that of ``list``.
        """
        pages = Pages({"limit": 100, **query})
        while pages.has_more:
            request = operation("listBatches", query=pages.query, timeout=timeout)
            for batch in pages.take(self._sender.json(request)):
                yield batch

    def items(
        self,
        id: str,
        *,
        status: Optional[m.ItemStatus] = None,
        code: Optional[str] = None,
        q: Optional[str] = None,
        limit: Optional[int] = None,
        timeout: Optional[float] = None,
    ) -> Iterator[m.ItemView]:
        """Every item of a filter in its order, page by page as they are asked for; ``q`` finds a
        ref, words of an error or of an input, ``limit`` is the size of a page.
        """
        pages = Pages({"status": status, "code": code, "q": q, "limit": limit})
        while pages.has_more:
            request = operation(
                "listBatchItems", path={"id": id}, query=pages.query, timeout=timeout
            )
            for item in pages.take(self._sender.json(request)):
                yield item

    def watch(
        self,
        id: str,
        *,
        timeout: Optional[float] = None,
        poll: float = 2.0,
        mode: Mode = "auto",
        patience: float = 300.0,
    ) -> Generator[m.BatchView, None, None]:
        """Every state of a batch from now on; the last one is final.

        Over Server-Sent Events, which go on where a lost connection stopped, and by asking every
        ``poll`` seconds where no stream can be had (``mode="poll"`` asks from the start). Raises
        WaitTimeoutError after ``timeout`` seconds, and what is wrong after the service has been
        out of reach for ``patience`` seconds; the batch runs on.
        """
        steps = Follower(id, timeout=timeout, poll=poll, mode=mode, patience=patience).steps()
        stepper = Stepper(self._sender)
        result: Any = None
        try:
            while True:
                try:
                    step = steps.send(result)
                except StopIteration:
                    return
                result = None
                if isinstance(step, State):
                    yield step.batch
                else:
                    result = stepper.carry_out(step)
        finally:
            stepper.close()

    def wait(
        self,
        id: str,
        *,
        timeout: Optional[float] = None,
        on_progress: Optional[Callable[[m.BatchView], object]] = None,
        poll: float = 2.0,
        mode: Mode = "auto",
        patience: float = 300.0,
    ) -> m.BatchView:
        """Waits until a batch has ended and returns its final state; see ``watch``."""
        last: Optional[m.BatchView] = None
        states = self.watch(id, timeout=timeout, poll=poll, mode=mode, patience=patience)
        try:
            for batch in states:
                last = batch
                if on_progress is not None:
                    on_progress(batch)
        finally:
            states.close()
        if last is None or not has_ended(last):
            raise BatchwrightError(f"The batch {id} gave no final state.")
        return last

    def export(
        self,
        id: str,
        *,
        format: Optional[m.ExportFormat] = None,
        only: Optional[m.ExportOnly] = None,
        layout: Optional[m.ExportLayout] = None,
        bom: Optional[bool] = None,
        timeout: Optional[float] = None,
    ) -> Download:
        """The batch as a file, streamed: read it to its end, or use it in a ``with`` statement."""
        query = {"format": format, "only": only, "layout": layout, "bom": bom}
        request = operation(
            "exportBatch",
            path={"id": id},
            query=query,
            headers={"Accept": "*/*"},
            timeout=timeout,
        )
        return Download(self._sender.open(request), request)

    def import_file(
        self,
        kind: str,
        file: FileInput,
        *,
        format: Optional[m.FileFormat] = None,
        encoding: Optional[m.FileEncoding] = None,
        delimiter: Optional[m.FileDelimiter] = None,
        sheet: Optional[str] = None,
        mapping: Optional[Fields] = None,
        on_invalid: Optional[m.OnInvalid] = None,
        options: Optional[Fields] = None,
        name: Optional[str] = None,
        priority: Optional[m.Priority] = None,
        atomic: Optional[bool] = None,
        max_concurrent: Optional[int] = None,
        timeout_seconds: Optional[int] = None,
        webhook_url: Optional[str] = None,
        metadata: Optional[Fields] = None,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> m.SubmittedBatch:
        """Submits a file with a row for each item; the answer tells how it was read.

        ``file`` is a path, bytes, or a file opened for reading bytes. Its format is known from its
        name unless told, encoding and delimiter are recognised, and ``mapping`` is guessed from
        the kind's schema.
        """
        parameters = {
            "kind": kind,
            "encoding": encoding,
            "delimiter": delimiter,
            "sheet": sheet,
            "mapping": mapping,
            "on_invalid": on_invalid,
            "options": options,
            "name": name,
            "priority": priority,
            "atomic": atomic,
            "max_concurrent": max_concurrent,
            "timeout_seconds": timeout_seconds,
            "webhook_url": webhook_url,
            "metadata": metadata,
        }
        sent = file_request(file, format, parameters)
        batch: m.SubmittedBatch = self._send_file(
            "submitBatch", {}, sent, keyed(idempotency_key), timeout
        )
        return batch

    def check_file(
        self,
        kind: str,
        file: FileInput,
        *,
        format: Optional[m.FileFormat] = None,
        encoding: Optional[m.FileEncoding] = None,
        delimiter: Optional[m.FileDelimiter] = None,
        sheet: Optional[str] = None,
        mapping: Optional[Fields] = None,
        on_invalid: Optional[m.OnInvalid] = None,
        options: Optional[Fields] = None,
        timeout: Optional[float] = None,
    ) -> m.DryRun:
        """Checks a file without storing anything: a verdict for every row."""
        parameters = {
            "kind": kind,
            "encoding": encoding,
            "delimiter": delimiter,
            "sheet": sheet,
            "mapping": mapping,
            "on_invalid": on_invalid,
            "options": options,
        }
        sent = file_request(file, format, parameters)
        # In the query even where the others go beside the file: it is none of the file's.
        sent = replace(sent, query={**sent.query, "validate_only": "true"})
        verdicts: m.DryRun = self._send_file("submitBatch", {}, sent, {}, timeout)
        return verdicts

    def import_fixed(
        self,
        id: str,
        file: FileInput,
        *,
        format: Optional[m.FileFormat] = None,
        encoding: Optional[m.FileEncoding] = None,
        delimiter: Optional[m.FileDelimiter] = None,
        sheet: Optional[str] = None,
        mapping: Optional[Fields] = None,
        on_invalid: Optional[m.OnInvalidFixed] = None,
        timeout: Optional[float] = None,
    ) -> m.RetryResult:
        """The mended rows of a file that ``export`` with ``only="failed"`` gave: their items again
        in the same batch.
        """
        parameters = {
            "encoding": encoding,
            "delimiter": delimiter,
            "sheet": sheet,
            "mapping": mapping,
            "on_invalid": on_invalid,
        }
        sent = file_request(file, format, parameters)
        result: m.RetryResult = self._send_file(
            "retryBatch", {"id": id}, sent, None, timeout
        )
        return result

    def open(
        self,
        kind: str,
        *,
        start: Optional[m.BatchStart] = None,
        options: Optional[Fields] = None,
        name: Optional[str] = None,
        priority: Optional[m.Priority] = None,
        max_concurrent: Optional[int] = None,
        timeout_seconds: Optional[int] = None,
        webhook_url: Optional[str] = None,
        metadata: Optional[Fields] = None,
        idempotency_key: Optional[str] = None,
        timeout: Optional[float] = None,
    ) -> m.BatchView:
        """Opens a batch that gets its items in parts, by ``append``, until it is sealed, by
        ``seal``.
        """
        fields: Dict[str, object] = {
            "kind": kind,
            "start": start,
            "options": options,
            "name": name,
            "priority": priority,
            "max_concurrent": max_concurrent,
            "timeout_seconds": timeout_seconds,
            "webhook_url": webhook_url,
            "metadata": metadata,
        }
        given = {key: value for key, value in fields.items() if value is not None}
        request = operation(
            "openBatch",
            json_body=given,
            headers=keyed(idempotency_key),
            is_repeatable=True,
            timeout=timeout,
        )
        batch: m.BatchView = self._sender.json(request)
        return batch

    def append(
        self,
        id: str,
        part: int,
        items: Sequence[ItemInput],
        *,
        validate_only: Optional[bool] = None,
        timeout: Optional[float] = None,
    ) -> m.StoredPart:
        """Stores a part of an open batch, once: the same number with the same items again changes
        nothing. With `validate_only` the part is checked and nothing is stored.
        """
        headers, body = part_body(items)
        request = operation(
            "appendPart",
            path={"id": id, "part": part},
            query={"validate_only": validate_only},
            body=body,
            headers=headers,
            is_repeatable=True,
            timeout=timeout,
        )
        stored: m.StoredPart = self._sender.json(request)
        return stored

    def append_file(
        self,
        id: str,
        part: int,
        file: FileInput,
        *,
        format: Optional[m.FileFormat] = None,
        encoding: Optional[m.FileEncoding] = None,
        delimiter: Optional[m.FileDelimiter] = None,
        sheet: Optional[str] = None,
        mapping: Optional[Fields] = None,
        on_invalid: Optional[m.OnInvalid] = None,
        validate_only: Optional[bool] = None,
        timeout: Optional[float] = None,
    ) -> m.StoredPart:
        """Stores a file as a part of an open batch, once. Its columns are those of the first file of
        the batch; the answer tells how it was read. With `validate_only` nothing is stored.
        """
        parameters = {
            "validate_only": validate_only,
            "encoding": encoding,
            "delimiter": delimiter,
            "sheet": sheet,
            "mapping": mapping,
            "on_invalid": on_invalid,
        }
        sent = part_request(file, format, parameters)
        path = {"id": id, "part": str(part)}
        stored: m.StoredPart = self._send_file("appendPart", path, sent, {}, timeout)
        return stored

    def seal(
        self, id: str, expected_items: int, *, timeout: Optional[float] = None
    ) -> m.BatchView:
        """Completes an open batch; with another number of items than expected it stays open."""
        request = operation(
            "sealBatch",
            path={"id": id},
            json_body={"expected_items": expected_items},
            is_repeatable=True,
            timeout=timeout,
        )
        batch: m.BatchView = self._sender.json(request)
        return batch

    def _send_file(
        self,
        operation_id: str,
        path: Mapping[str, str],
        sent: FileRequest,
        key: Optional[Mapping[str, str]],
        timeout: Optional[float],
    ) -> Any:
        """``key`` is None where a repetition could have another effect than the lost try."""
        request = operation(
            operation_id,
            path=path,
            query=sent.query,
            body=sent.body,
            headers={**sent.headers, **(key or {})},
            is_repeatable=key is not None and sent.body.can_repeat,
            timeout=timeout,
        )
        return self._sender.json(request)
