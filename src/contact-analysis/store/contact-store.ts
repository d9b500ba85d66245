import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ContactFilter } from './contact-queries.js';
import { filterValues, MATCHES } from './contact-queries.js';
import { type ContactRow, PROMOTED_COLUMNS } from './contact-row.js';
import { doubleColumn, integerColumn, jsonColumn, textColumn } from '../../platform/database/columns.js';
import { run, type Statement } from '../../platform/database/statement.js';

/** Changes to a contact: values of columns, and entries of `extra`. */
export interface ContactChange {
  /** Values by column; null clears a column. */
  readonly columns: Readonly<Record<string, unknown>>;
  readonly extra: Readonly<Record<string, unknown>>;
  /** Entries of `extra` to remove. */
  readonly removed: readonly string[];
  readonly priority: number | null;
}

/**
 * Maximum bytes of JSON in `extra` of one contact after a change, so that repeated changes cannot grow it without
 * bound.
 */
export const MAX_EXTRA_BYTES = 1024 * 1024;

/** SQL that reads a column from the change $3; text columns are read as they are. */
const READ: Readonly<Record<string, string>> = {
  score: `($3::jsonb ->> 'score')::float8`,
  tags: `CASE WHEN jsonb_typeof($3::jsonb -> 'tags') = 'array' THEN ARRAY(SELECT jsonb_array_elements_text($3::jsonb -> 'tags')) END`,
};
const ASSIGNMENTS = PROMOTED_COLUMNS.map(
  (name) =>
    `${name} = CASE WHEN $3::jsonb ? '${name}' THEN ${READ[name] ?? `$3::jsonb ->> '${name}'`} ELSE ${name} END`,
).join(', ');
const NEW_EXTRA = '((extra || $4::jsonb) - $5::text[])';

/** How a column is sent to the database; text columns are sent as they are. */
interface Form {
  readonly type: string;
  readonly encode: (values: readonly never[]) => Buffer;
  /** SQL of the stored value; by default the column itself. */
  readonly stored?: string;
}

const TEXT: Form = { type: 'text', encode: textColumn };
const FORMS: ReadonlyMap<string, Form> = new Map<string, Form>([
  ['priority', { type: 'integer', encode: integerColumn }],
  ['score', { type: 'float8', encode: doubleColumn }],
  // Lists of different lengths cannot be sent as an array of arrays.
  [
    'tags',
    {
      type: 'jsonb',
      encode: jsonColumn,
      stored: 'CASE WHEN r.tags IS NOT NULL THEN ARRAY(SELECT jsonb_array_elements_text(r.tags)) END',
    },
  ],
  ['extra', { type: 'jsonb', encode: jsonColumn }],
]);

const COLUMNS = ['id', 'priority', ...PROMOTED_COLUMNS, 'extra'].map((name) => ({
  name,
  ...(FORMS.get(name) ?? TEXT),
}));
const NAMES = COLUMNS.map(({ name }) => name).join(', ');

/**
 * Inserts all rows in one statement, sent as columns. Ids that exist already are skipped and found as the missing ones.
 */
const INSERT_CONTACTS: Statement = {
  name: 'insert_contacts',
  text: `
    INSERT INTO contact_analysis (owner_id, batch_id, ${NAMES})
    SELECT $1, $2, ${COLUMNS.map(({ name, stored }) => stored ?? `r.${name}`).join(', ')}
      FROM unnest(${COLUMNS.map(({ type }, at) => `$${at + 3}::${type}[]`).join(', ')}) AS r (${NAMES})
    ON CONFLICT (owner_id, id) DO NOTHING
    RETURNING id`,
};

/** What the database returns of an inserted row. */
interface InsertedRow {
  readonly id: string;
}

interface Place {
  readonly id: string;
  readonly batchId: string | null;
}

/** Statements that insert, change and erase contacts. */
@Injectable()
export class ContactStore {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Inserts rows in the batch's transaction and returns those inserted by id, as the database returned them; the others
   * are stored already.
   */
  async insert(
    ownerId: number,
    batchPublicId: string | null,
    rows: readonly ContactRow[],
    tx: EntityManager,
  ): Promise<ReadonlyMap<string, InsertedRow>> {
    if (rows.length === 0) return new Map();
    const columns = COLUMNS.map(({ name, encode }) => encode(rows.map((row) => row[name] as never)));
    const inserted = await run<InsertedRow>(INSERT_CONTACTS, [ownerId, batchPublicId, ...columns], tx);
    return new Map(inserted.rows.map((row) => [row.id, row]));
  }

  /**
   * Changes a contact in one statement. Returns false when it does not exist, or its `extra` would become too large.
   */
  async change(ownerId: number, id: string, { columns, extra, removed, priority }: ContactChange): Promise<boolean> {
    const [, count]: [unknown, number] = await this.dataSource.query(
      `UPDATE contact_analysis
          SET ${ASSIGNMENTS}, extra = ${NEW_EXTRA}, priority = coalesce($6, priority)
        WHERE owner_id = $1 AND id = $2 AND octet_length(${NEW_EXTRA}::text) <= ${MAX_EXTRA_BYTES}`,
      [ownerId, id, JSON.stringify(columns), JSON.stringify(extra), removed, priority],
    );
    return count > 0;
  }

  /**
   * Erases at most `most` of the matching contacts, and removes their data from the items that inserted them, so that a
   * batch retains no erased person. Locks their batches first, as every worker does. Returns the number of contacts.
   */
  async erase(filter: ContactFilter, most: number, tx: EntityManager): Promise<number> {
    const found: Place[] = await tx.query(
      `SELECT id, batch_id AS "batchId" FROM contact_analysis WHERE ${MATCHES} ORDER BY id LIMIT $11`,
      [...filterValues(filter), most],
    );
    if (found.length === 0) return 0;
    await tx.query(
      'SELECT FROM batches WHERE owner_id = $1 AND public_id = ANY($2::text[]) ORDER BY id FOR NO KEY UPDATE',
      [filter.ownerId, [...new Set(found.flatMap(({ batchId }) => batchId ?? []))]],
    );
    const [erased]: [Place[], number] = await tx.query(
      `DELETE FROM contact_analysis WHERE owner_id = $1 AND id = ANY($2::text[]) RETURNING id, batch_id AS "batchId"`,
      [filter.ownerId, found.map(({ id }) => id)],
    );
    await this.scrub(filter.ownerId, erased, tx);
    return erased.length;
  }

  private async scrub(ownerId: number, erased: readonly Place[], tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE batch_items i
          SET input = jsonb_build_object('id', e.id, 'data', '{}'::jsonb, 'priority', i.input -> 'priority'),
              ref = NULL, metadata = NULL, attempt_log = NULL
         FROM json_to_recordset($2) AS e (id text, "batchId" text)
         JOIN batches b ON b.public_id = e."batchId" AND b.owner_id = $1
        WHERE i.batch_id = b.id AND i.input ->> 'id' = e.id`,
      [ownerId, JSON.stringify(erased.filter(({ batchId }) => batchId !== null))],
    );
  }
}
