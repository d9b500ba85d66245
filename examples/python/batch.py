"""Submits URLs as one batch, follows it to its end, shows what failed and why, and downloads the results as CSV."""

import json
import os
import shutil
import sys
import time
import urllib.error
import urllib.request
import uuid

BASE = os.environ.get("BATCHWRIGHT_URL", "http://127.0.0.1:8000")
KEY = os.environ.get("BATCHWRIGHT_KEY") or sys.exit("Set BATCHWRIGHT_KEY to an API key.")
URLS = sys.argv[1:] or [
    "https://example.com/",
    "https://example.org/",
    "https://example.net/",
    "https://example.com/missing",
    "https://nowhere.invalid/",
]


def api(path, body=None, headers=None, tries=5):
    """Calls the API. Waits and tries again when the service is busy; ends the program on other errors."""
    data = None if body is None else json.dumps(body).encode()
    sent = {"X-API-Key": KEY, "Content-Type": "application/json", **(headers or {})}
    request = urllib.request.Request(BASE + path, data, sent)
    for remaining in reversed(range(tries)):
        try:
            return urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as error:
            if error.code not in (429, 503) or remaining == 0:
                sys.exit(f"{error.code}: {error.read().decode()}")
            time.sleep(float(error.headers.get("Retry-After", 1)))


def submit(urls):
    """Submits; a repetition with the same Idempotency-Key and body answers with the same batch."""
    body = {"kind": "url_analysis", "name": "Python example", "items": [{"url": url} for url in urls]}
    with api("/api/v1/batches", body, {"Idempotency-Key": str(uuid.uuid4())}) as response:
        return json.load(response)["id"]


def follow(batch_id):
    """Asks for the batch once a second until it has ended, and returns it."""
    while True:
        with api(f"/api/v1/batches/{batch_id}") as response:
            batch = json.load(response)
        print(f"{batch['status']}, {batch['progress']} %")
        if batch["completed_at"] is not None:
            return batch
        time.sleep(1)


def failures(batch_id):
    """The failed items, page by page."""
    cursor = ""
    while cursor is not None:
        after = f"&cursor={cursor}" if cursor != "" else ""
        with api(f"/api/v1/batches/{batch_id}/items?status=failed{after}") as response:
            page = json.load(response)
        yield from page["results"]
        cursor = page["next_cursor"]


batch_id = submit(URLS)
print(f"Batch: {BASE}/api/v1/batches/{batch_id}")
counters = follow(batch_id)["counters"]
print(f"Succeeded: {counters['succeeded']} of {counters['total']}")
for item in failures(batch_id):
    error = item["error"]
    print(f"Failed: {item['input']['url']}: {error['code']}: {error['message']}")
with api(f"/api/v1/batches/{batch_id}/export?format=csv") as response, open("results.csv", "wb") as file:
    shutil.copyfileobj(response, file)
print("Results: results.csv")
