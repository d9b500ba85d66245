"""Both clients with a running service over connections that break."""

from __future__ import annotations

import unittest
import uuid
from typing import Any, Dict, List

from support import URL, Relay, WithAsyncClient, WithClient, answer

from batchwright_client import ServiceConnectionError


def contacts(count: int) -> List[Dict[str, Any]]:
    name = uuid.uuid4().hex
    return [{"id": f"{name}-{index}", "data": {"name": "Ana"}} for index in range(count)]


class Breaking:
    """Tests of either client."""

    def setUp(self) -> None:
        self.relay = Relay(URL)
        self.addCleanup(self.relay.close)
        self.client = self.connect(self.relay.url)
        self.direct = self.connect()

    def held(self) -> str:
        """A batch that does not end before it is cancelled."""
        # Open, so that it does not end either when its items do before it is paused.
        batch = self.direct.batches.open("url_analysis")
        urls = [f"https://{uuid.uuid4().hex}.invalid/" for _ in range(4)]
        self.direct.batches.append(batch["id"], 1, urls)
        self.direct.batches.pause(batch["id"])
        return str(batch["id"])

    def ended(self, count: int) -> str:
        batch = self.direct.batches.submit("contact_analysis", contacts(count))
        self.direct.batches.wait(batch["id"])
        return str(batch["id"])

    def test_a_stream_of_events_goes_on_where_it_was_cut(self) -> None:
        held = self.held()
        seen: List[Any] = []
        for state in self.client.batches.watch(held):
            seen.append(state)
            if len(seen) == 1:
                self.relay.cut()
                self.direct.batches.cancel(held)
        self.assertEqual(seen[-1]["status"], "cancelled")
        revisions = [one["revision"] for one in seen]
        self.assertEqual(revisions, sorted(set(revisions)))

    def test_a_stream_that_is_cut_within_an_event(self) -> None:
        held = self.held()
        self.relay.cut_after(700)
        for number, state in enumerate(self.client.batches.watch(held)):
            if number == 0:
                self.direct.batches.cancel(held)
        self.assertEqual(state["status"], "cancelled")

    def test_asks_where_streams_do_not_get_through(self) -> None:
        held = self.held()
        page = answer(200, "hi", Content_Type="text/html")
        self.relay.answer(page)
        self.relay.answer(page)
        for number, state in enumerate(self.client.batches.watch(held, poll=0.05)):
            if number == 0:
                self.direct.batches.cancel(held)
        self.assertEqual(state["status"], "cancelled")

    def test_one_batch_when_the_answer_to_a_submission_is_lost(self) -> None:
        self.relay.drop_answer()
        name = uuid.uuid4().hex
        batch = self.client.batches.submit("contact_analysis", contacts(2), name=name)
        self.assertGreater(self.relay.connections, 1)
        self.assertEqual([one["id"] for one in self.direct.batches.all(q=name)], [batch["id"]])

    def test_an_export_that_was_cut_fails(self) -> None:
        ended = self.ended(2000)
        self.relay.cut_after(100_000)
        with self.assertRaises(ServiceConnectionError):
            self.client.batches.export(ended, format="ndjson").read()
        whole = self.client.batches.export(ended, format="ndjson").text()
        self.assertEqual(len(whole.strip().split("\n")), 2000)

    def test_items_are_read_to_their_end(self) -> None:
        ended = self.ended(500)
        indexes: List[int] = []
        for item in self.client.batches.items(ended):
            indexes.append(item["index"])
            if item["index"] % 200 == 99:
                self.relay.cut_after(5000)
            if item["index"] % 200 == 198:
                self.relay.cut()
        self.assertEqual(indexes, list(range(500)))

    def test_a_balancer_that_is_busy(self) -> None:
        self.relay.answer(answer(503, "busy", Retry_After="0"))
        batch = self.client.batches.submit("contact_analysis", contacts(1))
        self.assertEqual((batch["counters"]["total"], self.relay.connections), (1, 2))


class BreakingSync(Breaking, WithClient, unittest.TestCase):
    pass


class BreakingAsync(Breaking, WithAsyncClient, unittest.TestCase):
    pass


if __name__ == "__main__":
    unittest.main()
