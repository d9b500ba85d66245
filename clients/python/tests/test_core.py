"""What is decided without sending anything."""

from __future__ import annotations

import base64
import hashlib
import hmac
import inspect
import io
import json
import pickle
import unittest
from dataclasses import replace
from typing import Any, Dict, List, Optional

from batchwright_client import (
    ApiError,
    AsyncClient,
    BatchDeletedError,
    BatchwrightError,
    Client,
    ServiceConnectionError,
    ServiceTimeoutError,
    TooLargeError,
    WaitTimeoutError,
    WebhookVerificationError,
    has_code,
    verify_webhook,
)
from batchwright_client._events import Event, EventParser
from batchwright_client._files import FileBody, file_request, filename_of, format_of
from batchwright_client._follow import Ask, Close, Follower, Head, Open, Read, Sleep, State
from batchwright_client._http import timeout_of
from batchwright_client._requests import keyed, operation, route, to_query
from batchwright_client._retry import Tries, backoff
from batchwright_client._settings import Settings, read_settings
from batchwright_client._submission import Pages, part_body, submission_body
from batchwright_client._texts import LineSplitter
from batchwright_client.errors import error_of, read_retry_after

SETTINGS = read_settings("http://service.test/api/v1/", "the-key", {"X-A": "1"}, 30, 4, 120)


class Clock:
    """A time that stands still unless it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class SettingsTest(unittest.TestCase):
    def test_address_and_headers(self) -> None:
        self.assertEqual(SETTINGS.base_url, "http://service.test")
        self.assertEqual(
            SETTINGS.headers, {"Accept": "application/json", "X-A": "1", "X-API-Key": "the-key"}
        )

    def test_the_key_stands_in_no_trace(self) -> None:
        self.assertNotIn("the-key", repr(SETTINGS))

    def test_what_cannot_work(self) -> None:
        for fault, given in [
            ("base_url must begin", ("a.test", "k", None, 30, 4, 120)),
            ("api_key is empty", ("http://a.test", "", None, 30, 4, 120)),
            ("characters that no key has", ("http://a.test", "k\r\nX: 1", None, 30, 4, 120)),
            ("timeout must be", ("http://a.test", "k", None, float("nan"), 4, 120)),
            ("retries must be", ("http://a.test", "k", None, 30, -1, 120)),
            ("retry_budget must be", ("http://a.test", "k", None, 30, 4, float("inf"))),
        ]:
            with self.subTest(fault), self.assertRaisesRegex(BatchwrightError, fault):
                read_settings(*given)


class RequestTest(unittest.TestCase):
    def test_path_and_query(self) -> None:
        request = operation(
            "listBatchItems",
            path={"id": "a/b ü"},
            query={"status": "failed", "code": None, "limit": 5},
        )
        self.assertEqual(
            request.path, "/api/v1/batches/a%2Fb%20%C3%BC/items?status=failed&limit=5"
        )
        self.assertTrue(request.is_repeatable)
        self.assertEqual(to_query({"a": True, "b": "x&y"}), "?a=true&b=x%26y")
        self.assertEqual(to_query({}), "")

    def test_an_id_that_would_name_another_resource(self) -> None:
        for given in ("", ".", "..", None):
            with self.subTest(given), self.assertRaisesRegex(
                BatchwrightError, "deleteBatch needs id in its path, not "
            ):
                operation("deleteBatch", path={"id": given})
        with self.assertRaisesRegex(BatchwrightError, "deleteBatch needs id in its path"):
            operation("deleteBatch")
        self.assertEqual(operation("deleteBatch", path={"id": "..."}).path, "/api/v1/batches/...")

    def test_what_may_be_repeated(self) -> None:
        self.assertFalse(operation("issueKey", json_body={}).is_repeatable)
        self.assertTrue(operation("deleteBatch", path={"id": "1"}).is_repeatable)
        self.assertFalse(route("POST", "/api/v1/x").is_repeatable)

    def test_how_long_an_answer_may_take(self) -> None:
        for own, left, seconds in [
            (None, None, 30),
            (135.0, None, 135),
            (1.0, None, 30),
            (None, 7.0, 7),
            (None, 70.0, 30),
            (135.0, 7.0, 7),
        ]:
            request = operation("getHealth", answer_time=own)
            with self.subTest((own, left)):
                limited = replace(request, time_left=left)
                self.assertEqual(timeout_of(limited, SETTINGS), seconds)

    def test_the_time_limit_of_a_call_is_instead_of_the_others(self) -> None:
        for limit, left, seconds in [(1.0, None, 1), (500.0, None, 500), (500.0, 7.0, 7)]:
            request = operation("getHealth", answer_time=135.0, timeout=limit)
            with self.subTest((limit, left)):
                self.assertEqual(timeout_of(replace(request, time_left=left), SETTINGS), seconds)
        for wrong in (0, -1, float("nan"), float("inf")):
            with self.subTest(wrong), self.assertRaisesRegex(BatchwrightError, "timeout must be"):
                operation("getHealth", timeout=wrong)

    def test_every_call_takes_a_time_limit_of_its_own(self) -> None:
        for client in (Client("http://a.test", "k"), AsyncClient("http://a.test", "k")):
            sections = [one for one in vars(client).values() if hasattr(one, "_sender")]
            self.assertEqual(len(sections), 10)
            for owner in [client, *sections]:
                for name, call in inspect.getmembers(owner, inspect.isroutine):
                    if name.startswith("_") or name in ("close", "aclose"):
                        continue
                    with self.subTest(type(owner).__name__, call=name):
                        self.assertIn("timeout", inspect.signature(call).parameters)

    def test_keys(self) -> None:
        self.assertEqual(keyed("mine"), {"Idempotency-Key": "mine"})
        self.assertNotEqual(keyed(None), keyed(None))
        with self.assertRaises(BatchwrightError):
            keyed("line\nfeed")

    def test_no_number_that_is_none(self) -> None:
        with self.assertRaises(ValueError):
            operation("issueKey", json_body={"name": float("nan")})


class RetryTest(unittest.TestCase):
    def setUp(self) -> None:
        self.clock = Clock()

    def tries(self, is_repeatable: bool = True, method: str = "POST", **options: Any) -> Tries:
        given: Dict[str, Any] = {"timeout": 30.0, "retries": 4, "retry_budget": 120.0, **options}
        settings = Settings(base_url="", headers={}, **given)
        request = route(method, "/api/v1/x", is_repeatable=is_repeatable)
        return Tries(request, settings, self.clock, lambda: 0.0)

    def test_waits_as_long_as_the_service_says(self) -> None:
        busy = ApiError(503, "OVERLOADED", "", retry_after=7)
        self.assertEqual(self.tries().wait_after(busy), 7)

    def test_gives_up_over_the_budget(self) -> None:
        busy = ApiError(429, "RATE_LIMITED", "", retry_after=60)
        self.assertIsNone(self.tries(retry_budget=59.0).wait_after(busy))
        tries = self.tries(retry_budget=100.0)
        self.assertEqual(tries.wait_after(busy), 60)
        self.clock.now += 60
        self.assertIsNone(tries.wait_after(busy))

    def test_gives_up_after_so_many_tries(self) -> None:
        tries = self.tries(retries=2)
        waits = [tries.wait_after(ServiceConnectionError()) for _ in range(3)]
        self.assertEqual(waits, [0.125, 0.25, None])

    def test_what_is_repeated_without_a_key(self) -> None:
        for error, is_repeated in [
            (ApiError(429, "RATE_LIMITED", ""), True),
            (ApiError(503, "QUEUE_FULL", ""), True),
            (ApiError(409, "IDEMPOTENCY_IN_PROGRESS", ""), True),
            (ApiError(502, "GATEWAY_ERROR", ""), False),
            (ServiceConnectionError(), False),
            (ServiceTimeoutError(), False),
            (TooLargeError(), False),
        ]:
            with self.subTest(repr(error)):
                self.assertEqual(self.tries(False).wait_after(error) is not None, is_repeated)

    def test_what_is_repeated_with_one(self) -> None:
        for error, is_repeated in [
            (ApiError(502, "GATEWAY_ERROR", ""), True),
            (ApiError(500, "INTERNAL_ERROR", ""), False),
            (ApiError(422, "VALIDATION_ERROR", ""), False),
            (ServiceConnectionError(), True),
            (ServiceTimeoutError(), True),
            (TooLargeError(), False),
        ]:
            with self.subTest(repr(error)):
                self.assertEqual(self.tries(True).wait_after(error) is not None, is_repeated)

    def test_a_deletion_is_done_when_its_answer_was_lost(self) -> None:
        missing = ApiError(404, "NOT_FOUND", "")
        tries = self.tries(method="DELETE")
        self.assertFalse(tries.is_done(missing))
        tries.wait_after(ServiceConnectionError())
        self.assertTrue(tries.is_done(missing))

    def test_a_deletion_may_be_done_after_a_refusal_that_may_have_begun(self) -> None:
        missing = ApiError(404, "NOT_FOUND", "")
        for error, is_done in [
            (ApiError(504, "GATEWAY_ERROR", ""), True),
            (ApiError(503, "DATABASE_UNAVAILABLE", ""), True),
            (ApiError(429, "RATE_LIMITED", ""), False),
        ]:
            with self.subTest(repr(error)):
                tries = self.tries(method="DELETE")
                tries.wait_after(error)
                self.assertEqual(tries.is_done(missing), is_done)

    def test_the_wait_is_bounded(self) -> None:
        self.assertLessEqual(backoff(10_000), 10.0)


class ErrorTest(unittest.TestCase):
    def test_of_the_service(self) -> None:
        faults = [{"field": "items.0.id", "message": "is empty"}, {"field": "b", "message": "c"}]
        told = {
            "error_code": "VALIDATION_ERROR",
            "message": "No.",
            "validation_errors": faults,
            "trace_id": "t",
        }
        error = error_of(422, {"retry-after": "3"}, json.dumps(told).encode())
        self.assertTrue(has_code(error, "NOT_FOUND", "VALIDATION_ERROR"))
        self.assertFalse(has_code(ValueError(), "NOT_FOUND"))
        self.assertEqual(str(error), "No.: items.0.id: is empty (and 1 more)")
        self.assertEqual((error.trace_id, error.retry_after), ("t", 3.0))

    def test_between_processes(self) -> None:
        told = {"error_code": "NOT_FOUND", "message": "No.", "details": {"id": 1}, "trace_id": "t"}
        faults = [{"field": "id", "message": "is empty"}]
        error = error_of(
            404, {"retry-after": "3"}, json.dumps({**told, "validation_errors": faults}).encode()
        )
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            again = pickle.loads(pickle.dumps(error, protocol))
            self.assertIsInstance(again, ApiError)
            self.assertEqual((str(again), again.code), ("No.: id: is empty", "NOT_FOUND"))
            self.assertEqual(vars(again), vars(error))

    def test_in_the_envelope_of_the_company_routes(self) -> None:
        told = {
            "success": False,
            "error": {"code": "NOT_FOUND", "message": "None.", "details": {"id": 1}},
            "metadata": {"trace_id": "batch_status_1", "timestamp": ""},
        }
        error = error_of(404, {"x-trace-id": "x"}, json.dumps(told).encode())
        self.assertEqual((error.code, error.details), ("NOT_FOUND", {"id": 1}))
        self.assertEqual((str(error), error.trace_id), ("None.", "batch_status_1"))

    def test_of_something_between(self) -> None:
        for status, body, code in [
            (502, b"<html>", "GATEWAY_ERROR"),
            (429, b"[]", "RATE_LIMITED"),
            (401, b"", "UNAUTHORIZED"),
            (302, b"\xff", "HTTP_ERROR"),
            (503, b"[" * 100_000, "GATEWAY_ERROR"),
            (400, b'{"validation_errors": [1, null]}', "HTTP_ERROR"),
        ]:
            with self.subTest(status):
                self.assertEqual(error_of(status, {}, body).code, code)

    def test_retry_after(self) -> None:
        for header, seconds in [
            (None, None),
            ("120", 120.0),
            ("Sun, 06 Nov 1994 08:49:47 GMT", 10.0),
            ("Sun, 06 Nov 1994 08:00:00 GMT", 0.0),
            ("soon", None),
            ("-1", None),
            ("9" * 40, None),
        ]:
            with self.subTest(header):
                self.assertEqual(read_retry_after(header, lambda: 784111777.0), seconds)


STREAM = (
    ':\n\nevent: snapshot\r\nid: 3\r\ndata: {"name":"Ação 🙂"}\r\n\r\nretry: 3000\nevent: shutdown\n'
    "data: {}\n\rdata: one\ndata:two\n\nevent: changed\ndata: cut off"
).encode()


class EventsTest(unittest.TestCase):
    def test_however_the_bytes_are_cut(self) -> None:
        expected = [
            Event("snapshot", '{"name":"Ação 🙂"}', "3", None),
            Event("shutdown", "{}", "3", 3.0),
            Event("message", "one\ntwo", "3", 3.0),
        ]
        for size in range(1, len(STREAM) + 1):
            parser = EventParser()
            pieces = [STREAM[at : at + size] for at in range(0, len(STREAM), size)]
            found = [event for piece in pieces for event in parser.push(piece)]
            self.assertEqual(found, expected, f"in pieces of {size}")

    def test_a_mark_at_the_beginning(self) -> None:
        self.assertEqual(len(list(EventParser().push(b"\xef\xbb\xbfdata: x\n\n"))), 1)

    def test_an_event_without_end(self) -> None:
        for piece in (b"data: " + b"x" * 99, b"data: x\n", b"x" * 99):
            parser = EventParser(max_event=1000)
            with self.subTest(piece[:9]), self.assertRaises(TooLargeError):
                for _ in range(1000):
                    list(parser.push(piece))
        parser = EventParser(max_event=1000)
        for _ in range(1000):
            list(parser.push(b":\n\ndata: x\n\n"))


class LinesTest(unittest.TestCase):
    def test_however_the_bytes_are_cut(self) -> None:
        text = "a,ü\r\n\nlast 🙂".encode()
        for size in range(1, len(text) + 1):
            splitter = LineSplitter()
            pieces = [text[at : at + size] for at in range(0, len(text), size)]
            found = [line for piece in pieces for line in splitter.push(piece)]
            self.assertEqual([*found, *splitter.end()], ["a,ü", "", "last 🙂"])

    def test_a_line_without_end(self) -> None:
        splitter = LineSplitter(max_line=10)
        with self.assertRaises(TooLargeError):
            for _ in range(11):
                list(splitter.push(b"x"))


class SubmissionTest(unittest.TestCase):
    def test_as_a_document_and_as_lines(self) -> None:
        headers, body = submission_body({"kind": "k", "name": None}, [{"id": "ü"}])
        self.assertEqual(headers["Content-Type"], "application/json")
        self.assertEqual(body, '{"kind":"k","items":[{"id":"ü"}]}'.encode())
        headers, body = submission_body({"kind": "k"}, ["x"] * 10_001)
        self.assertEqual(headers["Content-Type"], "application/x-ndjson")
        self.assertEqual(body.split(b"\n")[:2], [b'{"kind":"k"}', b'"x"'])
        self.assertEqual(len(part_body(["x"] * 10_001)[1].split(b"\n")), 10_001)
        self.assertEqual(part_body(["x"])[1], b'{"items":["x"]}')

    def test_pages(self) -> None:
        pages = Pages({"limit": 2, "status": None})
        self.assertEqual(pages.query, {"limit": 2, "status": None})
        self.assertEqual(pages.take({"results": [1, 2], "next_cursor": 0}), [1, 2])
        self.assertEqual(pages.query["cursor"], 0)
        with self.assertRaises(ServiceConnectionError):
            pages.take({"results": [1, 2], "next_cursor": 0})
        pages.take({"results": [], "next_cursor": None})
        self.assertFalse(pages.has_more)


class FilesTest(unittest.TestCase):
    def test_formats(self) -> None:
        for name, known in [
            ("a.CSV", "csv"),
            ("/x/b.jsonl", "ndjson"),
            ("c.xlsx", "xlsx"),
            ("csv", None),
        ]:
            self.assertEqual(format_of(name), known)
        with self.assertRaisesRegex(BatchwrightError, "format"):
            file_request(b"a,b", None, {})

    def test_parameters_in_the_query(self) -> None:
        request = file_request(
            b"a", "csv", {"kind": "k", "atomic": True, "mapping": {"fixed": {}}, "name": None}
        )
        self.assertEqual(
            request.query, {"kind": "k", "atomic": "true", "mapping": '{"fixed": {}}'}
        )
        self.assertEqual(request.headers, {"Content-Type": "text/csv"})

    def test_long_parameters_go_beside_the_file(self) -> None:
        request = file_request(
            io.BytesIO(b"a,b\n"), "csv", {"kind": "k", "metadata": {"x": "ü" * 3000}}
        )
        self.assertEqual(request.query, {})
        boundary = request.headers["Content-Type"].partition("boundary=")[2]
        self.assertIn(boundary.encode(), request.body.head)
        self.assertTrue(request.body.head.endswith(b"\r\n\r\n"))
        self.assertEqual(request.body.tail, f"\r\n--{boundary}--\r\n".encode())

    def test_what_can_be_sent_again(self) -> None:
        file = io.BytesIO(b"0123456789")
        file.seek(4)
        body = FileBody(file)
        self.assertEqual([body.open().read() for _ in range(2)], [b"456789"] * 2)
        self.assertTrue(body.can_repeat)
        self.assertFalse(body.is_owned)

        class Pipe(io.BytesIO):
            def seekable(self) -> bool:
                return False

        pipe = FileBody(Pipe(b"x"))
        self.assertFalse(pipe.can_repeat)
        pipe.open()
        with self.assertRaisesRegex(BatchwrightError, "once only"):
            pipe.open()

    def test_names_of_files(self) -> None:
        for header, name in [
            ('attachment; filename="a.csv"', "a.csv"),
            ("attachment; filename=\"x\"; filename*=UTF-8''M%C3%BCller.csv", "Müller.csv"),
            ('attachment; filename="../../etc/passwd"', "passwd"),
            ("attachment; filename*=UTF-8''..%2F..%5C.bashrc", "bashrc"),
            (None, "export"),
            ('attachment; filename=".."', "export"),
        ]:
            with self.subTest(header):
                self.assertEqual(filename_of(header), name)


def state(revision: int, status: str = "processing") -> Dict[str, Any]:
    return {"id": "7", "revision": revision, "status": status}


def event(name: str, data: object, more: str = "") -> bytes:
    return f"event: {name}\n{more}data: {json.dumps(data)}\n\n".encode()


STREAMING = Head(200, "text/event-stream; charset=utf-8")
LOST = ServiceConnectionError("lost")


class FollowTest(unittest.TestCase):
    def setUp(self) -> None:
        self.clock = Clock()
        self.requests: List[Any] = []
        self.slept: List[float] = []

    def follow(
        self, replies: List[Any], caller_takes: float = 0.0, **options: Any
    ) -> List[Dict[str, Any]]:
        """The states that a follower gives for these answers; time passes while it sleeps, and
        while the caller looks at a state.
        """
        steps = Follower("7", clock=self.clock, **options).steps()
        found: List[Dict[str, Any]] = []
        result: Any = None
        while True:
            try:
                step = steps.send(result)
            except StopIteration:
                self.assertEqual(replies, [], "everything was asked for")
                return found
            result = None
            if isinstance(step, State):
                found.append(dict(step.batch))
                self.clock.now += caller_takes
            elif isinstance(step, Sleep):
                self.slept.append(step.seconds)
                self.clock.now += step.seconds
            elif not isinstance(step, Close):
                if not isinstance(step, Read):
                    self.requests.append(step)
                result = replies.pop(0)
                if isinstance(result, float):
                    self.clock.now += result
                    result = b":\n\n" if isinstance(step, Read) else LOST

    def headers(self) -> List[Optional[str]]:
        return [step.request.headers.get("Last-Event-ID") for step in self.requests]

    def test_every_state_once_over_two_streams(self) -> None:
        replies = [
            STREAMING,
            event("snapshot", state(1)) + event("changed", state(2)),
            LOST,
            STREAMING,
            event("snapshot", state(2)),
            event("changed", state(5, "partial")),
        ]
        self.assertEqual([one["revision"] for one in self.follow(replies)], [1, 2, 5])
        self.assertEqual(self.headers(), [None, "2"])

    def test_asks_where_streams_do_not_get_through_and_tries_again_later(self) -> None:
        replies: List[Any] = [Head(200, "text/html"), LOST, *[state(1)] * 30, STREAMING, b""]
        replies += [state(1), state(2, "completed")]
        self.assertEqual([one["revision"] for one in self.follow(replies)], [1, 2])
        kinds = [type(step) for step in self.requests]
        self.assertEqual(kinds, [Open, Open, *[Ask] * 30, Open, Ask, Ask])

    def test_a_stream_that_is_cut_after_each_event_makes_no_flood(self) -> None:
        replies: List[Any] = []
        for revision in range(50):
            replies += [STREAMING, event("snapshot", state(revision)), b""]
        replies += [STREAMING, event("snapshot", state(99, "failed"))]
        self.follow(replies)
        self.assertGreaterEqual(min(self.slept), 0.125)

    def test_waits_as_long_as_a_service_that_stops_says(self) -> None:
        replies = [STREAMING, event("shutdown", {}, "retry: 5000\n"), b"", STREAMING]
        self.follow([*replies, event("snapshot", state(1, "completed"))])
        self.assertEqual(self.slept, [5.0])

    def test_deleted_revoked_and_refused(self) -> None:
        for replies, error in [
            ([STREAMING, event("deleted", {})], BatchDeletedError),
            ([STREAMING, event("revoked", {})], ApiError),
            ([ApiError(404, "NOT_FOUND", "None.")], ApiError),
            ([STREAMING, b"x" * 20_000_000], TooLargeError),
        ]:
            with self.subTest(error), self.assertRaises(error):
                self.follow(replies)

    def test_after_a_reset_states_begin_anew(self) -> None:
        text = (
            event("snapshot", state(9))
            + event("reset", {})
            + event("snapshot", state(1, "failed"))
        )
        self.assertEqual([one["revision"] for one in self.follow([STREAMING, text])], [9, 1])

    def test_patience_ends(self) -> None:
        with self.assertRaises(ServiceConnectionError):
            self.follow([LOST] * 1000, patience=60.0)
        self.assertLess(self.clock.now, 1000 + 60 + 12)

    def test_the_time_that_the_caller_takes_is_no_silence_of_the_service(self) -> None:
        for mode, replies in [
            ("auto", [STREAMING, event("snapshot", state(1)), LOST, STREAMING]),
            ("poll", [state(1), LOST]),
        ]:
            last = state(2, "completed")
            replies.append(last if mode == "poll" else event("changed", last))
            with self.subTest(mode):
                found = self.follow(replies, caller_takes=3600.0, mode=mode, patience=60.0)
                self.assertEqual([one["revision"] for one in found], [1, 2])

    def test_a_timeout_ends_in_time_whatever_the_service_does(self) -> None:
        for name, replies in [
            ("a silent stream", [STREAMING, *[15.0] * 3, *[state(1)] * 99]),
            ("lost connections", [LOST] * 999),
            ("slow answers", [STREAMING, b"", *[7.0] * 99]),
            ("questions", [state(1)] * 999),
        ]:
            self.clock.now = 1000.0
            mode = "poll" if name == "questions" else "auto"
            with self.subTest(name), self.assertRaisesRegex(WaitTimeoutError, "after 60 seconds"):
                self.follow(replies, timeout=60.0, mode=mode)
            with self.subTest(name):
                self.assertLessEqual(self.clock.now, 1000 + 60 + 7)
        for step in self.requests:
            self.assertLessEqual(step.request.time_left, 60.0)
            if isinstance(step, Open):
                self.assertLessEqual(step.silence, 20.0)

    def test_options_that_cannot_work(self) -> None:
        for options in ({"poll": 0}, {"mode": "push"}):
            with self.assertRaises(BatchwrightError):
                Follower("7", **options)  # type: ignore[arg-type]


SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
BODY = '{"type":"batch.completed","timestamp":"2026-01-01T00:00:00Z","data":{"name":"Ação"}}'
NOW = 1_700_000_000.0


def signed(body: str = BODY, at: float = NOW, secret: str = SECRET) -> Dict[str, str]:
    key = base64.b64decode(secret[len("whsec_") :])
    text = f"msg_1.{int(at)}.{body}".encode()
    signature = base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
    return {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(at)),
        "webhook-signature": f"v1,{signature}",
    }


class WebhookTest(unittest.TestCase):
    def test_an_example_of_standard_webhooks(self) -> None:
        headers = {
            "Webhook-Id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "Webhook-Timestamp": "1614265330",
            "Webhook-Signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        }
        told = verify_webhook('{"test": 2432232314}', headers, SECRET, now=1614265330)
        self.assertEqual(told, {"test": 2432232314})

    def test_text_and_bytes_and_either_secret(self) -> None:
        for body in (BODY, BODY.encode()):
            for secret in (SECRET, [OTHER, SECRET]):
                told = verify_webhook(body, signed(), secret, now=NOW)
                self.assertEqual(told["data"], {"name": "Ação"})
        both = f"{signed(secret=OTHER)['webhook-signature']} {signed()['webhook-signature']}"
        verify_webhook(BODY, {**signed(), "webhook-signature": [both]}, SECRET, now=NOW)

    def test_what_is_refused(self) -> None:
        for name, body, headers, secret in [
            ("a changed body", BODY + " ", signed(), SECRET),
            ("another secret", BODY, signed(), OTHER),
            ("an old message", BODY, signed(at=NOW - 301), SECRET),
            ("one from the future", BODY, signed(at=NOW + 302), SECRET),
            ("no signature", BODY, {"webhook-id": "msg_1"}, SECRET),
            ("another scheme", BODY, {**signed(), "webhook-signature": "v2,AAAA"}, SECRET),
            ("no base64", BODY, {**signed(), "webhook-signature": "v1,*** v1,é"}, SECRET),
            ("an id that was not signed", BODY, {**signed(), "webhook-id": "msg_2"}, SECRET),
            ("a secret that is none", BODY, signed(), "whsec_***"),
            ("an empty secret", BODY, signed(), "whsec_"),
            ("no secret", BODY, signed(), []),
            ("no JSON", "x", signed("x"), SECRET),
            ("a time in other digits", BODY, {**signed(), "webhook-timestamp": "١٧٠٠"}, SECRET),
        ]:
            with self.subTest(name), self.assertRaises(WebhookVerificationError):
                verify_webhook(body, headers, secret, now=NOW)


if __name__ == "__main__":
    unittest.main()
