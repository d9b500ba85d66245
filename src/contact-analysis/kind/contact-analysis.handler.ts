import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Scope, TransactionalHandler } from '../../batch/model/handler.js';
import { failed, succeeded, type Item, type Outcome } from '../../batch/model/item.js';
import type { ExportFields, Kind } from '../../batch/model/kind.js';
import { doubleColumn, integerColumn, jsonColumn, textColumn } from '../../platform/database/columns.js';
import { run, type Statement } from '../../platform/database/statement.js';
import { checkContact } from '../input/check-contact.js';
import { checkContactOptions, type ContactOptions } from '../input/check-contact-options.js';
import { PROMOTED_COLUMNS, toContactRow, type ContactInput, type ContactRow } from '../store/contact-row.js';
import { CONTACT_ANALYSIS } from './contact-analysis.kind.js';
import '../contact-analysis.errors.js';

/** Id of the inserted row. */
export interface InsertedContact {
  readonly id: string;
}

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

/** Order of the submitted fields in an export: those with a column of their own before the rest of `data`. */
const INPUT_FIELDS: ExportFields = {
  paths: ['id', ...PROMOTED_COLUMNS.map((name) => `data.${name}`), 'data', 'priority'],
  isComplete: false,
};

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

/** Inserts contacts. An id that is repeated or exists already fails only its own item. */
@Injectable()
export class ContactAnalysisHandler extends TransactionalHandler<ContactInput, ContactOptions, InsertedContact> {
  readonly kind: Kind<ContactInput, ContactOptions> = {
    ...CONTACT_ANALYSIS,
    checkItem: checkContact,
    checkOptions: checkContactOptions,
    exportColumns: [{ header: 'output.id', value: ({ output }) => (output as InsertedContact | null)?.id }],
    inputFields: INPUT_FIELDS,
  };

  /** New rows need no lock; the primary key decides between concurrent inserts of one id. */
  lock(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async apply(
    items: readonly Item<ContactInput>[],
    _locked: undefined,
    scope: Scope<ContactOptions>,
    tx: EntityManager,
  ): Promise<readonly Outcome<InsertedContact>[]> {
    const rows = new Map<string, ContactRow>();
    const checked = items.map(({ input }): string | Outcome<never> => {
      const made = toContactRow(input, scope.options.strict);
      if ('error' in made) return failed(made.error);
      if (rows.has(input.id)) return failed(duplicate(input.id, 'stands earlier in this batch'));
      rows.set(input.id, made.row);
      return input.id;
    });
    const inserted = await this.insert([...rows.values()], scope, tx);
    return checked.map((idOrFailure) => {
      if (typeof idOrFailure !== 'string') return idOrFailure;
      const id = inserted.get(idOrFailure);
      return id === undefined ? failed(duplicate(idOrFailure, 'is stored already')) : succeeded({ id });
    });
  }

  private async insert(
    rows: readonly ContactRow[],
    scope: Scope<ContactOptions>,
    tx: EntityManager,
  ): Promise<ReadonlyMap<string, string>> {
    if (rows.length === 0) return new Map();
    const columns = COLUMNS.map(({ name, encode }) => encode(rows.map((row) => row[name] as never)));
    const values = [scope.actor.userId, scope.batchPublicId, ...columns];
    const inserted = await run<{ id: string }>(INSERT_CONTACTS, values, tx);
    return new Map(inserted.rows.map(({ id }) => [id, id]));
  }
}

const duplicate = (id: string, where: string) =>
  ({ code: 'DUPLICATE_ID', message: `The id ${JSON.stringify(id.slice(0, 100))} ${where}.` }) as const;
