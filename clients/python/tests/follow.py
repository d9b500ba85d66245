"""Follows the batch whose id is the argument, and prints each of its states."""

import os
import sys

from batchwright_client import Client

with Client(os.environ["BATCHWRIGHT_URL"], os.environ["BATCHWRIGHT_KEY"]) as client:
    for batch in client.batches.watch(sys.argv[1], poll=0.1):
        print(batch["status"], flush=True)
