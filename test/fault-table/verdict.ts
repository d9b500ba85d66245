import type { Sql } from '../support/offline-sql.js';
import type { Ledger } from './ledger.js';
import type { Place } from './place.js';

/** The state of the database after a run, about the batches of its intents. */
export interface CheckResult {
  /** Acknowledged batches that are not there, or not with all their items. */
  readonly lost: readonly string[];
  /** Submissions with more than one batch, and effects that were not applied once for each success. */
  readonly doubled: readonly string[];
  /** Batches whose counters differ from their items. */
  readonly wrong: readonly string[];
  /** All other broken guarantees. */
  readonly broken: readonly string[];
  /** Items whose worker is said to have died. */
  readonly charged: number;
  readonly crashed: number;
  /** Analyses of pages beyond the first of each. */
  readonly refetched: number;
}

const OWN = `metadata ->> 'intent' LIKE $1`;

const statements = (prefix: string): readonly Sql[] => {
  const values = [`${prefix}-%`];
  return [
    {
      text: `SELECT id, public_id, status, total_count AS total, metadata ->> 'intent' AS intent FROM batches WHERE ${OWN}`,
      values,
    },
    {
      text: `SELECT b.public_id FROM batches b LEFT JOIN batch_items i ON i.batch_id = b.id WHERE b.${OWN}
              GROUP BY b.id HAVING (b.total_count, b.pending_count, b.running_count, b.succeeded_count, b.failed_count, b.cancelled_count)
                IS DISTINCT FROM (count(i.*), count(*) FILTER (WHERE i.status = 'pending'), count(*) FILTER (WHERE i.status = 'running'),
                  count(*) FILTER (WHERE i.status = 'succeeded'), count(*) FILTER (WHERE i.status = 'failed'),
                  count(*) FILTER (WHERE i.status = 'cancelled'))`,
      values,
    },
    {
      text: `SELECT o.id, o.version, count(i.*)::int AS changes FROM orders o
               LEFT JOIN (SELECT (i.input ->> 'resource_id')::bigint AS order_id FROM batch_items i JOIN batches b ON b.id = i.batch_id
                           WHERE b.kind = 'operations' AND i.status = 'succeeded') i ON i.order_id = o.id
              GROUP BY o.id HAVING o.version <> 1 + count(i.*)`,
    },
    {
      text: `SELECT b.public_id FROM batches b LEFT JOIN contact_analysis c ON c.batch_id = b.public_id
              WHERE b.kind = 'contact_analysis' AND b.${OWN} GROUP BY b.id HAVING b.succeeded_count <> count(c.*)`,
      values,
    },
    {
      text: `SELECT count(*) FILTER (WHERE i.recoveries > 0)::int AS charged,
                    count(*) FILTER (WHERE i.error ->> 'code' = 'WORKER_CRASHED')::int AS crashed
               FROM batch_items i JOIN batches b ON b.id = i.batch_id WHERE b.${OWN}`,
      values,
    },
    {
      text: `SELECT i.error ->> 'code' AS code, count(*)::int AS n, min(b.kind) AS kind FROM batch_items i JOIN batches b ON b.id = i.batch_id
              WHERE b.${OWN} AND i.status = 'failed' AND i.error ->> 'code' <> 'WORKER_CRASHED' GROUP BY 1`,
      values,
    },
    { text: 'SELECT was, became, count(*)::int AS n FROM reopened_items GROUP BY 1, 2' },
    {
      text: `SELECT i.input ->> 'cleaned_url' AS url, b.total_count FROM batch_items i JOIN batches b ON b.id = i.batch_id
              WHERE b.kind = 'url_analysis' AND b.${OWN}`,
      values,
    },
  ];
};

type Rows = readonly Readonly<Record<string, unknown>>[];

/** Compares what was acknowledged with the rows, by plain SQL and never by the product's own code. */
export async function checkResults(
  place: Place,
  ledger: Ledger,
  prefix: string,
  never: readonly { readonly fault: string; readonly text: string }[],
): Promise<CheckResult> {
  const own = statements(prefix);
  const answers: readonly Rows[] = await place.read([
    ...own,
    ...never.map(({ text }) => ({ text, values: [`${prefix}-%`] })),
  ]);
  const [batches = [], wrong = [], orders = [], contacts = [], charges = [], failures = [], reopened = [], pages = []] =
    answers;
  const found = never.flatMap(({ fault }, n) => {
    const rows = answers[own.length + n] ?? [];
    return rows.length === 0 ? [] : [`${fault}: ${rows.length}, such as ${JSON.stringify(rows[0])}`];
  });
  const byId = new Map(batches.map((row) => [String(row['public_id']), row]));
  const lost = ledger.acknowledged.filter(({ batchId, items }) => Number(byId.get(batchId)?.['total']) !== items);
  const byIntent = new Map<string, number>();
  for (const { intent } of batches) byIntent.set(String(intent), (byIntent.get(String(intent)) ?? 0) + 1);
  const twice = [...byIntent].filter(([, count]) => count > 1);
  const halved = batches.filter((row) => ledger.sent.get(String(row['intent'])) !== Number(row['total']));
  const open = batches.filter(({ status }) => ['pending', 'processing', 'paused'].includes(String(status)));
  return {
    lost: lost.map(({ batchId }) => batchId),
    doubled: [
      ...twice.map(([intent, count]) => `${intent} has ${count} batches`),
      ...orders.map(({ id, version, changes }) => `order ${id} has version ${version} after ${changes} changes`),
      ...contacts.map((row) => `contacts of batch ${row['public_id']} and its successes differ`),
    ],
    wrong: wrong.map((row) => String(row['public_id'])),
    broken: [
      ...halved
        .slice(0, 3)
        .map(
          (row) => `batch ${row['public_id']} has ${row['total']} items of ${ledger.sent.get(String(row['intent']))}`,
        ),
      ...(open.length > 0 ? [`${open.length} batches have not ended`] : []),
      ...failures.map(({ code, n, kind }) => `${n} items failed with ${code} (${kind})`),
      ...found,
      ...reopened.map(({ was, became, n }) => `${n} items went from ${was} to ${became}`),
    ],
    charged: Number(charges[0]?.['charged']),
    crashed: Number(charges[0]?.['crashed']),
    refetched: pages.reduce((sum, { url }) => sum + place.pages.repeatsOf(new URL(String(url)).pathname), 0),
  };
}
