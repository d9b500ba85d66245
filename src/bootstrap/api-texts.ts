import type { ApiTexts } from '../platform/http/api-document.js';

const INTRODUCTION = `
Bulk work over HTTP: you send a batch, and every item ends with exactly one recorded outcome, done or failed with a reason.

**Try it here.** Press *Authorize*, enter an API key (the first start prints one; it is in \`data/admin-key\` too), then
*Try it out* on any route. The examples work as they stand, on an empty service and more than once.

**The same everywhere.** Every kind of batch has the routes of [Batches](#/Batches): progress, items, pause, cancel, retry,
export, live events. The groups below it have routes of their own besides.

**Submitting.** \`Idempotency-Key\` makes a repetition harmless, \`?validate_only=true\` checks without storing anything,
\`Prefer: respond-async\` answers at once where a route would wait.

**Errors** have one body: \`error_code\` for programs, \`message\` for people, \`validation_errors\` field by field, \`trace_id\`
for the log. \`Accept: application/problem+json\` gives RFC 9457 instead. 429 and 503 say in \`Retry-After\` how long to wait.

**Lists** have pages: send \`next_cursor\` as \`cursor\` until it is null. Times are ISO 8601 in UTC.
`.trim();

const LIVE = `
Changes as they happen. \`GET /api/v1/batches/{id}/events\` is a stream of Server-Sent Events.

\`/api/v1/live-events\` is a WebSocket for many batches, or all of a kind, at once; messages are JSON texts. Authenticate by
header, by \`?ticket=\`, or by the first message:

- \`{"type":"auth","key":"…"}\` or \`{"type":"auth","ticket":"…"}\`: answered by \`{"type":"ready"}\`
- \`{"type":"subscribe","batches":["<id>"],"kinds":["url_analysis"],"after":7}\`; \`after\`, the \`id\` seen last, with one batch only
- \`{"type":"unsubscribe","batches":["<id>"]}\`, \`{"type":"ping"}\`
- from the service: \`{"type":"event","event":"snapshot","batch_id":"<id>","id":7,"batch":{…}}\`, then \`"event":"changed"\`

At most 20 messages a second and 100 subscriptions. It closes with 4401 without a valid key, 1008 on a breach of these rules, 1013
when the client reads too slowly, 1001 when the service stops.
`.trim();

/** What the OpenAPI document says about the API as a whole: its introduction, and its groups of routes in order. */
export const API_TEXTS: ApiTexts = {
  title: 'Batchwright',
  introduction: INTRODUCTION,
  version: '1',
  tags: [
    { name: 'Batches', description: 'Batches of every kind: submit, follow, change, retry, export. Begin here.' },
    { name: 'Operations', description: 'Up to 50 changes of marketplace rows in order, each atomic by itself.' },
    { name: 'Contact analysis', description: 'Up to 1,000 contacts inserted in one request; stored contacts.' },
    { name: 'URL analysis', description: 'Pages audited over HTTP, by Lighthouse or by PageSpeed Insights.' },
    { name: 'Company extraction', description: 'Companies by name: website, industry, size, seat, figures, contacts.' },
    { name: 'Profiles', description: 'Profiles of executives: ingestion, import, similarity search, erasure.' },
    { name: 'Marketplace', description: 'The rows that operations change: orders, services, professionals.' },
    { name: 'Live', description: LIVE },
    { name: 'Webhooks', description: 'Messages to endpoints of yours, signed by Standard Webhooks.' },
    { name: 'Accounts', description: 'API keys and users.' },
    { name: 'Service', description: 'Health and metrics of the process.' },
  ],
};
