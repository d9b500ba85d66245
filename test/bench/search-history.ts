import type { PoolClient } from 'pg';
import { blockColumns, toBlocks } from '../../src/batch/model/search/search-blocks.js';
import type { TestDatabase } from '../support/postgres.js';

/** Items of a batch, but of every large one. */
const SMALL = 100;
const LARGE = 100_000;
/** Of so many items there is one large batch. */
const ONE_LARGE_OF = 1_000_000;
/** Items that one statement stores. */
const SLICE = 100_000;
/** Of so many items one failed; of so many batches one has an error that no other has. */
const FAILED_OF = 100;
const RARE_OF = 1000;
const FIRST_NAMES = 200;
const LAST_NAMES = 500;

export const HISTORY_OWNERS = 5;

/** The numbers of the batches of a history: small ones first, then large ones. */
export interface History {
  readonly items: number;
  readonly small: number;
  readonly large: number;
}

export function historyOf(items: number): History {
  const large = Math.floor(items / ONE_LARGE_OF);
  return { items, large, small: Math.floor((items - large * LARGE) / SMALL) };
}

/** Public id of a batch. */
export const historyId = (batch: number): string => `00000000-0000-7000-8000-${batch.toString(16).padStart(12, '0')}`;
const HISTORY_ID = `'00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0')`;

/** Of a year, newest first; the large ones evenly among the small ones. */
const batchesSql = ({ small, large }: History): string => `
  INSERT INTO batches (id, public_id, kind, owner_id, name, status, options, total_count, succeeded_count, failed_count, created_at,
                       started_at, completed_at)
  OVERRIDING SYSTEM VALUE
  SELECT n, ${HISTORY_ID}, (ARRAY['url_analysis', 'company_extraction', 'profile_ingestion', 'contact_analysis'])[1 + n % 4],
         1 + n % ${HISTORY_OWNERS}, 'Job ' || n, 'partial', '{}', size, size - size / ${FAILED_OF}, size / ${FAILED_OF}, at, at,
         at + interval '1 minute'
    FROM (SELECT n, ${SMALL} AS size, now() - n * interval '365 days' / ${small} AS at FROM generate_series(1, ${small}) n
           UNION ALL
          SELECT ${small} + n, ${LARGE}, now() - (n - 0.5) * interval '365 days' / ${Math.max(1, large)}
            FROM generate_series(1, ${large}) n) b`;

/** A person's name, which others have too; the words of it are in very many blocks. */
export const personOf = (batch: number, index: number): string =>
  `Anna${(batch * 7 + index * 31) % FIRST_NAMES} Berg${(batch * 13 + index * 17) % LAST_NAMES}`;
const PERSON = `'Anna' || ((b.id * 7 + n * 31) % ${FIRST_NAMES}) || ' Berg' || ((b.id * 13 + n * 17) % ${LAST_NAMES})`;

/** What an item of a batch is given, by the batch's kind. */
const inputOf = (batch: number, index: number): object => {
  const own = `b${batch}n${index}`;
  return [
    { url: `https://${own}.example.com/page` },
    { name: `Nordic Solar ${own} GmbH` },
    { linkedin_url: `https://www.linkedin.com/in/anna-${own}/`, suggested_role: 'CTO', name: personOf(batch, index) },
    { id: own, data: { name: personOf(batch, index), email: `${own}@example.com` } },
  ][batch % 4] as object;
};
const INPUT = `CASE b.id % 4
  WHEN 0 THEN jsonb_build_object('url', 'https://b' || b.id || 'n' || n || '.example.com/page')
  WHEN 1 THEN jsonb_build_object('name', 'Nordic Solar b' || b.id || 'n' || n || ' GmbH')
  WHEN 2 THEN jsonb_build_object('linkedin_url', 'https://www.linkedin.com/in/anna-b' || b.id || 'n' || n || '/',
                                 'suggested_role', 'CTO', 'name', ${PERSON})
  ELSE jsonb_build_object('id', 'b' || b.id || 'n' || n,
                          'data', jsonb_build_object('name', ${PERSON}, 'email', 'b' || b.id || 'n' || n || '@example.com')) END`;

const ITEMS = `
  INSERT INTO batch_items (batch_id, index, ref, input, status, output, error, started_at, ended_at, attempts)
  SELECT b.id, n, 'ref-' || b.id || '-' || n, ${INPUT}, CASE n % ${FAILED_OF} WHEN 0 THEN 'failed' ELSE 'succeeded' END,
         CASE WHEN n % ${FAILED_OF} > 0 THEN '{}'::jsonb END,
         CASE WHEN n % ${FAILED_OF} > 0 THEN NULL
              WHEN b.id % ${RARE_OF} = 0 THEN jsonb_build_object('code', 'DNS_FAILURE', 'message', 'host' || b.id || ' does not exist.')
              ELSE '{"code":"TIMEOUT","message":"It took too long."}'::jsonb END,
         b.started_at, b.completed_at, 1
    FROM batches b, generate_series($3::integer, least($4, b.total_count - 1)) n WHERE b.id BETWEEN $1 AND $2`;

/** Consecutive batches, and the first and last item of each. */
interface Slice {
  readonly from: number;
  readonly to: number;
  readonly first: number;
  readonly last: number;
}

function* slicesOf({ small, large }: History): Generator<Slice> {
  const atOnce = SLICE / SMALL;
  for (let from = 1; from <= small; from += atOnce)
    yield { from, to: Math.min(small, from + atOnce - 1), first: 0, last: SMALL - 1 };
  for (let batch = small + 1; batch <= small + large; batch += 1)
    for (let first = 0; first < LARGE; first += SLICE) yield { from: batch, to: batch, first, last: first + SLICE - 1 };
}

/** The words of the inputs of a slice, as their submission would have stored them. */
async function storeBlocks(client: PoolClient, { from, to, first, last }: Slice): Promise<void> {
  const blocks = Array.from({ length: to - from + 1 }, (_, n) => from + n).flatMap((batch) =>
    toBlocks(
      Array.from({ length: last - first + 1 }, (_, n) => ({ index: first + n, input: inputOf(batch, first + n) })),
    ).map((block) => ({ batch, block })),
  );
  await client.query(
    `INSERT INTO batch_search (batch_id, first_index, last_index, bits)
     SELECT * FROM unnest($1::bigint[], $2::integer[], $3::integer[], $4::bytea[])`,
    [blocks.map(({ batch }) => batch), ...blockColumns(blocks.map(({ block }) => block))],
  );
}

/** Stores a history in an empty database, in slices, with every index; tells how far it is. */
export async function storeHistory(database: TestDatabase, history: History): Promise<void> {
  await Promise.all([
    database.session(async (client) => {
      // Counters as given, without the triggers.
      await client.query('SET session_replication_role = replica');
      await client.query(batchesSql(history));
      let stored = 0;
      for (const { from, to, first, last } of slicesOf(history)) {
        await client.query(ITEMS, [from, to, first, last]);
        stored += (to - from + 1) * (last - first + 1);
        if (stored % ONE_LARGE_OF === 0) console.log(`${stored.toLocaleString('en')} items stored.`);
      }
      await client.query(`INSERT INTO batch_failures SELECT batch_id, error ->> 'code', count(*) FROM batch_items
                           WHERE status = 'failed' GROUP BY 1, 2`);
      await client.query('SET session_replication_role = origin');
    }),
    database.session(async (client) => {
      await client.query('SET session_replication_role = replica');
      for (const slice of slicesOf(history)) await storeBlocks(client, slice);
      await client.query('SET session_replication_role = origin');
    }),
  ]);
  await database.query('VACUUM ANALYZE');
}

/** Bytes of the tables that a search reads, with their indexes. */
export const sizesOf = (database: TestDatabase): Promise<{ readonly name: string; readonly bytes: number }[]> =>
  database.query(
    `SELECT relname AS name, pg_total_relation_size(oid)::float8 AS bytes FROM pg_class
      WHERE relname IN ('batches', 'batch_items', 'batch_search', 'batch_failures') ORDER BY 2 DESC`,
  );
