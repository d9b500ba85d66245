// Submits URLs as one batch, follows it to its end, shows what failed and why, and downloads the results as CSV.
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const base = process.env.BATCHWRIGHT_URL ?? 'http://127.0.0.1:8000';
const key = process.env.BATCHWRIGHT_KEY;
if (!key) throw new Error('Set BATCHWRIGHT_KEY to an API key.');
const DEFAULT_URLS = [
  'https://example.com/',
  'https://example.org/',
  'https://example.net/',
  'https://example.com/missing',
  'https://nowhere.invalid/',
];
const urls = process.argv.length > 2 ? process.argv.slice(2) : DEFAULT_URLS;

/** Calls the API. Waits and tries again, five times at most, when the service is busy; throws on other errors. */
async function api(path, { headers, ...init } = {}, triesLeft = 5) {
  const response = await fetch(base + path, { ...init, headers: { 'X-API-Key': key, ...headers } });
  if (response.ok) return response;
  if (triesLeft > 0 && (response.status === 429 || response.status === 503)) {
    await sleep(1000 * Number(response.headers.get('Retry-After') ?? 1));
    return api(path, { headers, ...init }, triesLeft - 1);
  }
  const { error_code: code, message } = await response.json();
  throw new Error(`${response.status} ${code}: ${message}`);
}

/** Submits; a repetition with the same Idempotency-Key and body answers with the same batch. */
async function submit() {
  const response = await api('/api/v1/batches', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() },
    body: JSON.stringify({ kind: 'url_analysis', name: 'Node example', items: urls.map((url) => ({ url })) }),
  });
  return (await response.json()).id;
}

/** Follows the events of a batch until it has ended, and returns it. A stream that breaks is resumed. */
async function follow(id) {
  let batch = await (await api(`/api/v1/batches/${id}`)).json();
  let lastEventId;
  while (batch.completed_at === null) {
    const resume = lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId };
    try {
      const { body } = await api(`/api/v1/batches/${id}/events`, { headers: resume });
      for await (const event of events(body ?? [])) {
        if (event.data.counters === undefined) continue;
        batch = event.data;
        lastEventId = event.id;
        console.log(`${batch.status}, ${batch.progress} %`);
      }
    } catch (error) {
      console.error(`The stream broke, resuming it: ${error.message}`);
    }
    await sleep(batch.completed_at === null ? 1000 : 0);
  }
  return batch;
}

/** The events of an SSE stream: blocks of `field: value` lines, separated by an empty line. */
async function* events(stream) {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of stream) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop();
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/s, 2)));
      if (fields.data !== undefined) yield { id: fields.id, data: JSON.parse(fields.data) };
    }
  }
}

/** The failed items, page by page. */
async function* failures(id) {
  for (let cursor = ''; cursor !== null;) {
    const response = await api(`/api/v1/batches/${id}/items?status=failed${cursor && `&cursor=${cursor}`}`);
    const page = await response.json();
    yield* page.results;
    cursor = page.next_cursor;
  }
}

const id = await submit();
console.log(`Batch: ${base}/api/v1/batches/${id}`);
const { counters } = await follow(id);
console.log(`Succeeded: ${counters.succeeded} of ${counters.total}`);
for await (const { input, error } of failures(id))
  console.log(`Failed: ${input.url}: ${error.code}: ${error.message}${error.retryable ? ' (may be retried)' : ''}`);
const results = await api(`/api/v1/batches/${id}/export?format=csv`);
await writeFile('results.csv', results.body);
console.log('Results: results.csv');
