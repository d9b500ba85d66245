"""The published Python examples of company extraction, ported to the client, and without it.

submit_batch, monitor_with_notifications, get_batch_results and adaptive_batch_processing; pandas
is left out, its table is a list of rows.
"""

from __future__ import annotations

import contextlib
import time
import types
import unittest
from typing import Any, Callable, Dict, Iterator, List

import httpx
from support import KEY, URL, WithAsyncClient, WithClient

COMPANIES = [
    "Quillmark Systems",
    "Brindlewood Tools",
    "Northwind Instruments",
    "Nowhere Known Holdings",
]
ENDED = ("completed", "failed", "cancelled")


def submit_batch(client: Any, companies: List[str], **options: Any) -> Dict[str, Any]:
    """Submits companies and returns what was accepted."""
    response = client.companies.submit({"company_names": companies, **options})
    return dict(response["data"])


def monitor_with_notifications(
    client: Any, batch_id: str, callback: Callable[[float], None]
) -> Dict[str, Any]:
    """Asks for the state until the batch has ended; tells of every further ten per cent."""
    notified = 0.0
    deadline = time.monotonic() + 60
    while True:
        status = client.companies.status(batch_id)["data"]
        percentage = status["progress"]["completion_percentage"]
        if percentage - notified >= 10:
            callback(percentage)
            notified = percentage
        if status["status"] in ENDED:
            return dict(status)
        assert time.monotonic() < deadline, "the batch ends"
        time.sleep(0.2)


def get_batch_results(client: Any, batch_id: str) -> List[Dict[str, Any]]:
    """The companies that were extracted, as rows of a table."""
    results = client.companies.results(batch_id)["data"]["results"]
    rows = []
    for result in results:
        if result["extraction_status"] != "success":
            continue
        data = result["data"]
        rows.append(
            {
                "company_name": data.get("company_name"),
                "domain": data.get("domain"),
                "industry": data.get("industry"),
                "employee_count": data.get("employee_count"),
                "headquarters_city": data.get("headquarters", {}).get("city"),
                "headquarters_country": data.get("headquarters", {}).get("country"),
                "valuation": data.get("financial_data", {}).get("valuation"),
                "funding_raised": data.get("financial_data", {}).get("funding_raised"),
            }
        )
    return rows


def adaptive_batch_size(client: Any, most: int = 50) -> int:
    """How many companies to submit at once, by the load of the service."""
    load = client.companies.stats()["data"]["resource_utilization"]
    busy = max(load["cpu_usage"], load["memory_usage"]) / 100
    return max(5, int(most * (1 - busy)))


class CompanyExamples:
    def test_submit_monitor_and_results(self) -> None:
        client = self.connect()
        accepted = submit_batch(
            client,
            COMPANIES,
            extraction_mode="standard",
            priority="normal",
            max_concurrent=1,
            timeout_seconds=180,
            export_format="csv",
        )
        self.assertEqual(accepted["status"], "queued")
        notified: List[float] = []
        status = monitor_with_notifications(client, accepted["batch_id"], notified.append)
        self.assertEqual((status["status"], notified[-1]), ("completed", 100))
        rows = get_batch_results(client, accepted["batch_id"])
        self.assertEqual([row["company_name"] for row in rows], COMPANIES[:3])
        self.assertEqual(rows[0]["headquarters_country"], "United States")
        self.assertEqual(rows[1]["employee_count"], "11-50")
        self.assertEqual(rows[2]["headquarters_city"], "San Pedro")
        with client.companies.download(accepted["batch_id"], format="csv") as file:
            self.assertTrue(file.text().startswith("company_name,"))

    def test_adaptive_batch_processing(self) -> None:
        size = adaptive_batch_size(self.connect())
        self.assertTrue(5 <= size <= 50)


class WithoutClient:
    """The routes themselves, as the examples use them: with the header of the key."""

    def __init__(self) -> None:
        self.companies = self

    def submit(self, body: Dict[str, Any]) -> Any:
        return self._send("POST", "submit", json=body).json()

    def status(self, batch_id: str) -> Any:
        return self._send("GET", f"{batch_id}/status").json()

    def results(self, batch_id: str) -> Any:
        return self._send("GET", f"{batch_id}/results").json()

    def stats(self) -> Any:
        return self._send("GET", "stats").json()

    @contextlib.contextmanager
    def download(self, batch_id: str, format: str) -> Iterator[Any]:
        response = self._send("GET", f"{batch_id}/results", params={"format": format})
        yield types.SimpleNamespace(text=lambda: response.text)

    def _send(self, method: str, path: str, **options: Any) -> httpx.Response:
        url = f"{URL}/api/v1/company/batch/{path}"
        response = httpx.request(method, url, headers={"X-API-Key": KEY}, **options)
        return response.raise_for_status() or response


class CompanyExamplesWithoutClient(CompanyExamples, unittest.TestCase):
    def connect(self) -> Any:
        return WithoutClient()


class CompanyExamplesSync(CompanyExamples, WithClient, unittest.TestCase):
    pass


class CompanyExamplesAsync(CompanyExamples, WithAsyncClient, unittest.TestCase):
    pass


if __name__ == "__main__":
    unittest.main()
