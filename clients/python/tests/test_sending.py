"""Both clients before a server that follows a script."""

from __future__ import annotations

import io
import os
import tempfile
import threading
import time
import unittest
from typing import Any

from support import Scripted, WithAsyncClient, WithClient, answer, read_request, refusal

from batchwright_client import (
    ApiError,
    BatchwrightError,
    ServiceConnectionError,
    ServiceTimeoutError,
    TooLargeError,
    has_code,
)

BATCH = answer(201, '{"id": "7", "status": "pending"}')
BUSY = refusal(503, "OVERLOADED", Retry_After="0")
ITEMS = [{"id": "1", "data": {}}]


class Sending:
    """Tests of either client."""

    def script(self, *replies: Any, **options: Any) -> Any:
        server = Scripted(*replies)
        self.addCleanup(server.close)
        return server, self.connect(server.url, **options)

    def test_one_key_through_every_repetition_of_a_submission(self) -> None:
        server, client = self.script(None, BUSY, BATCH)
        self.assertEqual(client.batches.submit("contact_analysis", ITEMS)["id"], "7")
        self.assertEqual([one.path for one in server.sent], ["/api/v1/batches"] * 3)
        self.assertEqual({one.headers["x-api-key"] for one in server.sent}, {"the-key"})
        self.assertEqual(len({one.headers["idempotency-key"] for one in server.sent}), 1)
        self.assertEqual(
            {one.body for one in server.sent},
            {b'{"kind":"contact_analysis","items":[{"id":"1","data":{}}]}'},
        )

    def test_nothing_is_repeated_that_may_have_been_done(self) -> None:
        for reply in (None, answer(502, "bad gateway")):
            server, client = self.script(reply)
            with self.assertRaises(BatchwrightError):
                client.keys.issue({"name": "a", "scopes": ["batch:read"]})
            self.assertEqual(len(server.sent), 1)

    def test_without_a_key_when_the_service_did_not_begin(self) -> None:
        server, client = self.script(refusal(429, "RATE_LIMITED", Retry_After="0"), BATCH)
        client.keys.issue({"name": "a", "scopes": ["batch:read"]})
        self.assertEqual(len(server.sent), 2)

    def test_waits_as_long_as_retry_after_says(self) -> None:
        for status, code in [(429, "RATE_LIMITED"), (503, "DATABASE_UNAVAILABLE")]:
            server, client = self.script(refusal(status, code, Retry_After="1"), BATCH)
            began = time.monotonic()
            client.batches.get("7")
            self.assertGreaterEqual(time.monotonic() - began, 1.0)

    def test_fails_at_once_when_that_is_over_the_budget(self) -> None:
        server, client = self.script(
            refusal(429, "RATE_LIMITED", Retry_After="60"), retry_budget=2
        )
        with self.assertRaises(ApiError) as caught:
            client.batches.get("7")
        self.assertTrue(has_code(caught.exception, "RATE_LIMITED"))
        self.assertEqual((caught.exception.retry_after, len(server.sent)), (60.0, 1))

    def test_gives_up_after_as_many_repetitions_as_were_allowed(self) -> None:
        server, client = self.script(BUSY, retries=2)
        with self.assertRaisesRegex(ApiError, "It is OVERLOADED."):
            client.batches.get("7")
        self.assertEqual(len(server.sent), 3)

    def test_an_error_that_time_does_not_change(self) -> None:
        server, client = self.script(refusal(422, "VALIDATION_ERROR"))
        with self.assertRaises(ApiError) as caught:
            client.batches.submit("contact_analysis", [])
        self.assertEqual(
            (caught.exception.status, caught.exception.trace_id, len(server.sent)), (422, "t1", 1)
        )

    def test_no_answer_in_time(self) -> None:
        server, client = self.script(b"", timeout=0.1, retries=0)
        server.serve = lambda connection: connection.recv(65536) and connection.recv(1)
        with self.assertRaises(ServiceTimeoutError):
            client.batches.get("7")

    def test_the_calls_that_wait_for_their_work_wait_as_long_as_the_service_does(self) -> None:
        server, client = self.script(b"", timeout=0.1, retries=0)

        def after_a_while(connection: Any) -> None:
            read_request(connection)
            time.sleep(0.4)
            connection.sendall(answer(200, "{}"))

        server.serve = after_a_while
        self.assertEqual(client.companies.extract({"company_name": "Acme"}), {})
        self.assertEqual(client.profiles.submit({"profiles": []}), {})
        with self.assertRaises(ServiceTimeoutError):
            client.batches.get("7")

    def test_a_call_with_a_time_limit_of_its_own(self) -> None:
        server, client = self.script(b"", timeout=30, retries=0)
        server.serve = lambda connection: read_request(connection) and connection.recv(1)
        calls: Any = [
            lambda: client.batches.get("7", timeout=0.1),
            lambda: client.batches.submit("contact_analysis", [], timeout=0.1),
            lambda: client.batches.append("7", 1, [], timeout=0.1),
            lambda: client.batches.append_file("7", 1, b"id\n1\n", format="csv", timeout=0.1),
            lambda: client.batches.export("7", timeout=0.1),
            lambda: list(client.batches.items("7", timeout=0.1)),
            lambda: list(client.batches.all(status="failed", timeout=0.1)),
            lambda: client.companies.extract({"company_name": "Acme"}, timeout=0.1),
            lambda: client.companies.download("7", timeout=0.1),
            lambda: client.call("getHealth", timeout=0.1),
            lambda: client.request("GET", "/api/v1/batches", timeout=0.1),
        ]
        for at, call in enumerate(calls):
            with self.subTest(at), self.assertRaises(ServiceTimeoutError):
                call()

    def test_an_answer_that_trickles(self) -> None:
        server, client = self.script(b"", timeout=0.3, retries=0)

        def trickle(connection: Any) -> None:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            while True:
                connection.sendall(b" ")
                time.sleep(0.05)

        server.serve = trickle
        began = time.monotonic()
        with self.assertRaises(ServiceTimeoutError):
            client.batches.get("7")
        self.assertLess(time.monotonic() - began, 30)

    def test_nobody_listens(self) -> None:
        server, client = self.script(b"", retries=0)
        server.close()
        with self.assertRaisesRegex(
            ServiceConnectionError, "GET /api/v1/batches/7 got no complete answer"
        ):
            client.batches.get("7")

    def test_what_is_no_json(self) -> None:
        server, client = self.script(answer(200, "<html>"), retries=1, retry_budget=60)
        with self.assertRaises(ServiceConnectionError):
            client.batches.get("7")
        self.assertEqual(len(server.sent), 2)

    def test_no_redirect_is_followed(self) -> None:
        server, client = self.script(answer(302, Location="http://127.0.0.1:1/"))
        with self.assertRaises(ApiError) as caught:
            client.batches.get("7")
        self.assertEqual((caught.exception.code, len(server.sent)), ("HTTP_ERROR", 1))

    def test_a_deletion_whose_answer_was_lost(self) -> None:
        _, client = self.script(None, refusal(404, "NOT_FOUND"))
        self.assertIsNone(client.batches.delete("7"))
        _, client = self.script(refusal(404, "NOT_FOUND"))
        with self.assertRaises(ApiError):
            client.batches.delete("7")

    def test_files_are_sent_again_from_their_beginning(self) -> None:
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "rows.csv")
            with open(path, "wb") as file:
                file.write(b"id,name\n" * 20_000)
            for given in (path, b"id,name\n" * 20_000, io.BytesIO(b"id,name\n" * 20_000)):
                server, client = self.script(None, BUSY, BATCH)
                client.batches.import_file("contact_analysis", given, format="csv", name="ü")
                self.assertEqual([len(one.body) for one in server.sent], [160_000] * 3)
                self.assertEqual(len({one.headers["idempotency-key"] for one in server.sent}), 1)
                self.assertIn("kind=contact_analysis&name=%C3%BC", server.sent[0].path)

    def test_a_pipe_is_sent_once_and_the_refusal_is_told(self) -> None:
        class Pipe(io.BytesIO):
            def seekable(self) -> bool:
                return False

        server, client = self.script(BUSY, BATCH)
        with self.assertRaisesRegex(ApiError, "It is OVERLOADED.") as caught:
            client.batches.import_file("contact_analysis", Pipe(b"id\n1\n"), format="csv")
        self.assertEqual((caught.exception.trace_id, len(server.sent)), ("t1", 1))

    def test_long_parameters_go_beside_the_file(self) -> None:
        server, client = self.script(BATCH)
        client.batches.import_file("k", b"a\n1\n", format="csv", metadata={"x": "y" * 7000})
        self.assertTrue(
            server.sent[0].headers["content-type"].startswith("multipart/form-data; boundary=")
        )
        self.assertIn(b'name="kind"\r\n\r\nk\r\n', server.sent[0].body)
        self.assertIn(b"\r\n\r\na\n1\n\r\n--", server.sent[0].body)

    def test_a_check_with_long_parameters_is_a_check(self) -> None:
        server, client = self.script(BATCH)
        mapping = {"fixed": {"x": "y" * 7000}}
        client.batches.check_file("k", b"a\n1\n", format="csv", mapping=mapping)
        self.assertTrue(server.sent[0].path.endswith("?validate_only=true"))
        self.assertNotIn(b"validate_only", server.sent[0].body)

    def test_mended_rows_are_not_sent_twice(self) -> None:
        server, client = self.script(None)
        with self.assertRaises(ServiceConnectionError):
            client.batches.import_fixed("7", b"_index\n1\n", format="csv")
        self.assertEqual(len(server.sent), 1)

    def test_a_file_that_is_not_there(self) -> None:
        server, client = self.script(BATCH)
        with self.assertRaises(FileNotFoundError):
            client.batches.import_file("k", "nowhere.csv")
        self.assertEqual(server.sent, [])

    def test_an_export_that_is_cut_leaves_no_file(self) -> None:
        cut = answer(200, "x" * 100, Content_Disposition='attachment; filename="a.csv"')[:-40]
        _, client = self.script(cut)
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "results.csv")
            with open(path, "w") as file:
                file.write("earlier")
            download = client.batches.export("7")
            self.assertEqual(download.filename, "a.csv")
            with self.assertRaises(ServiceConnectionError):
                download.save(path)
            self.assertEqual(os.listdir(directory), ["results.csv"])
            with open(path) as file:
                self.assertEqual(file.read(), "earlier")

    def test_a_file_that_cannot_be_written_leaves_no_connection_open(self) -> None:
        server, client = self.script(b"")
        is_left = threading.Event()

        def endless(connection: Any) -> None:
            read_request(connection)
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx")
            if connection.recv(1) == b"":
                is_left.set()

        server.serve = endless
        download = client.batches.export("7")
        with tempfile.TemporaryDirectory() as directory:
            with self.assertRaises(FileNotFoundError):
                download.save(os.path.join(directory, "missing", "results.csv"))
            self.assertTrue(is_left.wait(10))
            self.assertEqual(os.listdir(directory), [])

    def test_the_mark_before_a_text_is_no_part_of_it(self) -> None:
        _, client = self.script(answer(200, "\ufeffid,name\n1,\ufeffAna\n"))
        self.assertEqual(list(client.batches.export("7").lines()), ["id,name", "1,\ufeffAna"])
        self.assertEqual(client.batches.export("7").text(), "id,name\n1,\ufeffAna\n")
        self.assertEqual(client.batches.export("7").read()[:3], b"\xef\xbb\xbf")

    def test_a_file_larger_than_wanted(self) -> None:
        _, client = self.script(answer(200, "x" * 100))
        with self.assertRaises(TooLargeError):
            client.batches.export("7").read(max_bytes=99)

    def test_headers_of_one_call(self) -> None:
        server, client = self.script(answer(200, "{}"), headers={"X-A": "1"})
        client.operations.submit({"operations": []}, respond_async=True)
        self.assertEqual(server.sent[0].headers["prefer"], "respond-async")
        self.assertIn("idempotency-key", server.sent[0].headers)
        self.assertEqual(server.sent[0].headers["x-a"], "1")
        client.request("GET", "/api/v1/own", query={"a": 1}, headers={"X-B": "2"})
        self.assertEqual(
            (server.sent[1].path, server.sent[1].headers["x-b"]), ("/api/v1/own?a=1", "2")
        )
        with self.assertRaisesRegex(BatchwrightError, "no operation"):
            client.call("doNothing")


class SendingSync(Sending, WithClient, unittest.TestCase):
    pass


class SendingAsync(Sending, WithAsyncClient, unittest.TestCase):
    pass


if __name__ == "__main__":
    unittest.main()
