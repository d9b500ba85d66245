#!/usr/bin/env bash
# Submits URLs as one batch, follows it to its end, shows what failed and why, and downloads the results as CSV.
set -euo pipefail

base=${BATCHWRIGHT_URL:-http://127.0.0.1:8000}
key=${BATCHWRIGHT_KEY:?Set BATCHWRIGHT_KEY to an API key.}
[ $# -gt 0 ] || set -- https://example.com/ https://example.org/ https://example.net/ https://example.com/missing https://nowhere.invalid/

# Calls the API; an error status ends the program with the answer on the screen.
api() { curl -sS --fail-with-body -H "X-API-Key: $key" "$@"; }

# 1. Submit. A second call with the same Idempotency-Key and body would answer with the same batch.
items=$(printf '{"url": "%s"},' "$@")
answer=$(api -D - "$base/api/v1/batches" \
  -H 'Content-Type: application/json' -H "Idempotency-Key: curl-example-$(date +%s)-$$" \
  -d "{\"kind\": \"url_analysis\", \"name\": \"curl example\", \"items\": [${items%,}]}") || { echo "$answer" >&2; exit 1; }
batch=$base$(sed -n 's/^[Ll]ocation: *\([^[:cntrl:]]*\).*/\1/p' <<<"$answer")
echo "Batch: $batch"

# 2. Follow. The stream ends with the batch; each event has the whole batch as data.
api -N "$batch/events" | sed -un 's/^data:.*"status":"\([a-z]*\)".*"progress":\([0-9.]*\).*/\1, \2 %/p'

# 3. Read the failures: one item a line.
echo 'Failed:'
api "$batch/export?format=ndjson&only=failed"

# 4. Export. One row per item in the order submitted, with the input.
api -o results.csv "$batch/export?format=csv"
echo "Results: results.csv, $(grep -c . results.csv) lines"
