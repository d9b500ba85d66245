"""Both clients with a running service, at BATCHWRIGHT_URL with the key BATCHWRIGHT_KEY."""

from __future__ import annotations

import json
import os
import tempfile
import unittest
import uuid
from typing import Any, Dict, List

from support import WithAsyncClient, WithClient

from batchwright_client import ApiError, WaitTimeoutError, has_ended


def contacts(count: int) -> List[Dict[str, Any]]:
    name = uuid.uuid4().hex
    return [
        {"id": f"{name}-{index}", "data": {"name": f"Contact {index}"}, "ref": f"row {index + 2}"}
        for index in range(count)
    ]


class WithService:
    """Tests of either client."""

    def setUp(self) -> None:
        self.client = self.connect()

    def failing(self, act: Any) -> ApiError:
        with self.assertRaises(ApiError) as caught:
            act()
        return caught.exception

    def held(self) -> str:
        """A batch that does not end before it is cancelled."""
        # Open, so that it does not end either when its items do before it is paused.
        batch = self.client.batches.open("url_analysis")
        urls = [f"https://{uuid.uuid4().hex}.invalid/" for _ in range(4)]
        self.client.batches.append(batch["id"], 1, urls)
        self.client.batches.pause(batch["id"])
        return str(batch["id"])

    def test_submit_wait_items_and_export(self) -> None:
        batches = self.client.batches
        name = uuid.uuid4().hex
        batch = batches.submit("contact_analysis", contacts(250), name=name)
        revisions: List[int] = []
        ended = batches.wait(
            batch["id"], on_progress=lambda one: revisions.append(one["revision"])
        )
        self.assertEqual((ended["status"], ended["counters"]["succeeded"]), ("completed", 250))
        self.assertTrue(has_ended(ended))
        self.assertEqual(revisions, sorted(set(revisions)))
        items = list(batches.items(batch["id"], limit=100))
        self.assertEqual(
            [item["ref"] for item in items], [f"row {index + 2}" for index in range(250)]
        )
        self.assertEqual([one["name"] for one in batches.all(q=name)], [name])
        with batches.export(batch["id"], format="ndjson") as file:
            self.assertTrue(file.filename.endswith(".ndjson"))
            self.assertEqual(len([json.loads(line) for line in file.lines()]), 250)
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "results.csv")
            batches.export(batch["id"], format="csv").save(path)
            with open(path, encoding="utf-8-sig", newline="") as saved:
                self.assertEqual(len(saved.read().strip().split("\r\n")), 251)
        self.assertEqual(len(batches.export(batch["id"], format="json").text()[:1]), 1)

    def test_wait_by_asking_and_no_longer_than_wanted(self) -> None:
        batches = self.client.batches
        batch = batches.submit("contact_analysis", contacts(1))
        ended = batches.wait(batch["id"], mode="poll", poll=0.02, timeout=30)
        self.assertEqual(ended["status"], "completed")
        held = self.held()
        with self.assertRaises(WaitTimeoutError):
            batches.wait(held, timeout=0.5)
        batches.cancel(held)
        self.assertEqual(batches.wait(held, timeout=30)["status"], "cancelled")

    def test_watching_may_be_left(self) -> None:
        held = self.held()
        states = self.client.batches.watch(held)
        self.assertEqual(next(iter(states))["status"], "paused")
        states.close()
        self.client.batches.cancel(held)

    def test_a_replayed_submission(self) -> None:
        batches = self.client.batches
        items, key = contacts(1), uuid.uuid4().hex
        one = batches.submit("contact_analysis", items, idempotency_key=key)
        other = batches.submit("contact_analysis", items, idempotency_key=key)
        self.assertEqual(one["id"], other["id"])
        error = self.failing(
            lambda: batches.submit("contact_analysis", items, name="x", idempotency_key=key)
        )
        self.assertEqual((error.code, error.status), ("IDEMPOTENCY_KEY_REUSED", 422))

    def test_checks_without_storing_anything(self) -> None:
        verdicts = self.client.batches.check("contact_analysis", contacts(2))
        self.assertEqual((verdicts["valid"], verdicts["total"]), (True, 2))
        error = self.failing(lambda: self.client.batches.check("contact_analysis", [{"id": ""}]))
        self.assertEqual(error.code, "VALIDATION_ERROR")
        self.assertIn("items.0.id", [fault["field"] for fault in error.validation_errors])
        self.assertIn("items.0.", str(error))

    def test_pause_change_resume_cancel_retry_delete(self) -> None:
        batches = self.client.batches
        held = self.held()
        self.assertEqual(batches.get(held)["status"], "paused")
        self.assertEqual(batches.update(held, {"priority": "high"})["priority"], "high")
        batches.resume(held)
        batches.cancel(held)
        self.assertEqual(batches.wait(held)["status"], "cancelled")
        retried = batches.retry(held, {"indexes": [0], "statuses": ["cancelled", "failed"]})
        self.assertEqual(retried["retried"], 1)
        self.assertEqual(batches.item(held, 0)["index"], 0)
        batches.cancel(held)
        batches.wait(held)
        self.assertIsNone(batches.delete(held))
        self.assertEqual(self.failing(lambda: batches.get(held)).code, "NOT_FOUND")

    def test_a_file_in_its_failed_rows_out_and_the_mended_ones_in(self) -> None:
        batches = self.client.batches
        name = uuid.uuid4().hex
        rows = f"id;name;note\n{name}-1;Ação;x\n{name}-1;Twice;y\n".encode("windows-1252")
        with tempfile.TemporaryDirectory() as directory:
            path = os.path.join(directory, "people.csv")
            with open(path, "wb") as file:
                file.write(rows)
            checked = batches.check_file("contact_analysis", path)
            self.assertEqual(
                (checked["total"], checked["import"]["encoding"]), (2, "windows-1252")
            )
            batch = batches.import_file("contact_analysis", path, name=name)
            self.assertEqual((batch["import"]["delimiter"], batch["import"]["rows"]), (";", 2))
            self.assertEqual(batches.wait(batch["id"])["status"], "partial")
            self.assertEqual(batches.import_report(batch["id"])["rows"], 2)
            failed = os.path.join(directory, "failed.csv")
            batches.export(batch["id"], only="failed").save(failed)
            with open(failed, encoding="windows-1252", newline="") as out:
                text = out.read()
            self.assertIn("DUPLICATE_ID", text)
            export = batches.export(batch["id"], only="failed")
            self.assertEqual((export.text(), "charset=windows-1252" in export.content_type), (text, True))
            lines = list(batches.export(batch["id"], only="failed").lines())
            self.assertEqual(lines, text.splitlines())
            mended = text.replace(f"{name}-1", f"{name}-2").encode("windows-1252")
            self.assertEqual(batches.import_fixed(batch["id"], mended, format="csv")["retried"], 1)
        ended = batches.wait(batch["id"])
        self.assertEqual((ended["status"], ended["counters"]["succeeded"]), ("completed", 2))

    def test_parts_and_a_seal(self) -> None:
        batches = self.client.batches
        items = contacts(5)
        batch = batches.open("contact_analysis", name="In parts")
        self.assertTrue(batch["is_open"])
        self.assertEqual(batches.append(batch["id"], 1, items, validate_only=True)["items"], 5)
        self.assertEqual(batches.parts(batch["id"])["results"], [])
        batches.append(batch["id"], 1, items[:3])
        batches.append(batch["id"], 1, items[:3])
        self.assertEqual(batches.append(batch["id"], 2, items[3:])["total"], 5)
        self.assertEqual([part["items"] for part in batches.parts(batch["id"])["results"]], [3, 2])
        self.assertEqual(
            self.failing(lambda: batches.seal(batch["id"], 6)).code, "SEAL_COUNT_MISMATCH"
        )
        batches.seal(batch["id"], 5)
        self.assertEqual(batches.wait(batch["id"])["counters"]["succeeded"], 5)

    def test_parts_that_are_files(self) -> None:
        batches = self.client.batches
        batch = batches.open("contact_analysis")
        name = uuid.uuid4().hex
        rows = f"id;name\n{name}-1;Ana\n".encode()
        checked = batches.append_file(batch["id"], 1, rows, format="csv", validate_only=True)
        self.assertEqual((checked["items"], batches.parts(batch["id"])["results"]), (1, []))
        stored = batches.append_file(batch["id"], 1, rows, format="csv")
        self.assertEqual((stored["items"], stored["import"]["delimiter"]), (1, ";"))
        lines = json.dumps({"id": f"{name}-2", "name": "Bo"}).encode()
        stored = batches.append_file(batch["id"], 2, lines, format="ndjson")
        self.assertEqual((stored["total"], stored["import"]["format"]), (2, "ndjson"))
        batches.seal(batch["id"], 2)
        self.assertEqual(batches.wait(batch["id"])["counters"]["succeeded"], 2)

    def test_search_actions_and_kinds(self) -> None:
        client = self.client
        name = uuid.uuid4().hex
        batch = client.batches.submit("contact_analysis", contacts(1), name=name)
        client.batches.wait(batch["id"])
        self.assertIn(batch["id"], json.dumps(client.batches.search(name)))
        counted = client.actions.start({"action": "delete", "ids": [batch["id"]], "dry_run": True})
        self.assertEqual(counted["matched"], 1)
        action = client.actions.start(
            {"action": "delete", "ids": [batch["id"]], "reason": "A test"}
        )
        self.assertEqual(client.actions.get(action["id"])["reason"], "A test")
        kinds = [kind["name"] for kind in client.kinds.list()["results"]]
        self.assertIn("url_analysis", kinds)
        self.assertEqual(client.kinds.get("url_analysis")["name"], "url_analysis")
        self.assertIn("batches", client.batches.stats(timeframe="24h"))

    def test_the_features_by_their_own_routes(self) -> None:
        client = self.client
        inserted = client.contacts.insert({"items": contacts(2)})
        self.assertEqual(inserted["successful"], 2)
        found = client.contacts.list(limit=1)["results"]
        self.assertEqual(client.contacts.get(found[0]["id"])["id"], found[0]["id"])
        job = client.urls.start({"urls": [f"https://{uuid.uuid4().hex}.invalid/"]})
        progress = client.urls.progress(job["batch_job_id"])
        self.assertEqual(progress["batch_job_id"], job["batch_job_id"])
        client.urls.cancel(job["batch_job_id"])
        self.assertEqual(
            self.failing(lambda: client.companies.status("batch_20260101_aaaaaaaaaa")).code,
            "NOT_FOUND",
        )
        self.assertIn("results", client.profiles.list())
        self.assertIn("results", client.operations.history())
        self.assertEqual(client.call("getHealth"), {"status": "ok"})

    def test_keys_and_webhooks(self) -> None:
        client = self.client
        key = client.keys.issue({"name": "Python", "scopes": ["batch:read"]})
        self.assertIn(key["id"], [one["id"] for one in client.keys.list(limit=100)["results"]])
        self.assertIsNone(client.keys.revoke(key["id"]))
        hook = client.webhooks.register(
            {"url": "https://hooks.example.com/x", "events": ["batch.completed"]}
        )
        self.assertTrue(hook["secret"].startswith("whsec_"))
        self.assertNotEqual(client.webhooks.rotate_secret(hook["id"])["secret"], hook["secret"])
        self.assertEqual(client.webhooks.deliveries(hook["id"])["results"], [])
        self.assertIsNone(client.webhooks.delete(hook["id"]))

    def test_a_key_that_is_not_known(self) -> None:
        unknown = self.connect(key="not-a-key")
        error = self.failing(unknown.batches.list)
        self.assertEqual((error.code, error.status), ("UNAUTHORIZED", 401))


class ServiceSync(WithService, WithClient, unittest.TestCase):
    pass


class ServiceAsync(WithService, WithAsyncClient, unittest.TestCase):
    pass


if __name__ == "__main__":
    unittest.main()
