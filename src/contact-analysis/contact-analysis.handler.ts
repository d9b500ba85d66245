import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Scope, TransactionalHandler } from '../batch/handler.js';
import { failed, succeeded, type Item, type Outcome } from '../batch/item.js';
import type { Kind } from '../batch/kind.js';
import { run, type Statement } from '../platform/database/statement.js';
import { isPlainObject } from '../platform/http/validation.js';
import { checkContact } from './check-contact.js';
import { PROMOTED_COLUMNS, toContactRow, type ContactInput, type ContactRow } from './contact-row.js';

/** How contacts are inserted. */
export interface ContactOptions {
  /** true: a field without a column of its own fails its item instead of going to `extra`. */
  readonly strict: boolean;
}

/** The id as the inserted row has it. */
export interface InsertedContact {
  readonly id: string;
}

const COLUMNS = ['id', 'priority', ...PROMOTED_COLUMNS, 'extra'].join(', ');

/** All rows in one statement, close to COPY in speed; ids that are stored already are left out and so found set-wise. */
const INSERT_CONTACTS: Statement = {
  name: 'insert_contacts',
  text: `
    INSERT INTO contact_analysis (owner_id, batch_id, ${COLUMNS})
    SELECT $1, $2, ${COLUMNS} FROM json_populate_recordset(NULL::contact_analysis, $3)
    ON CONFLICT (owner_id, id) DO NOTHING
    RETURNING id`,
};

/** S0: inserts contacts. An id that stands twice, or is stored already, fails that item and no other. */
@Injectable()
export class ContactAnalysisHandler extends TransactionalHandler<ContactInput, ContactOptions, InsertedContact> {
  readonly kind: Kind<ContactInput, ContactOptions> = {
    name: 'contact_analysis',
    publicId: 'uuid',
    maxItems: 10_000,
    checkItem: checkContact,
    checkOptions: (raw) => ({ value: { strict: isPlainObject(raw) && raw['strict'] === true } }),
    exportColumns: [],
  };

  /** New rows need no lock; the primary key settles who was first. */
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
    const verdicts = items.map(({ input }): string | Outcome<never> => {
      const made = toContactRow(input, scope.options.strict);
      if ('error' in made) return failed(made.error);
      if (rows.has(input.id)) return failed(duplicate(input.id, 'stands earlier in this batch'));
      rows.set(input.id, made.row);
      return input.id;
    });
    const inserted = await this.insert([...rows.values()], scope, tx);
    return verdicts.map((verdict) => {
      if (typeof verdict !== 'string') return verdict;
      const id = inserted.get(verdict);
      return id === undefined ? failed(duplicate(verdict, 'is stored already')) : succeeded({ id });
    });
  }

  private async insert(
    rows: readonly ContactRow[],
    scope: Scope<ContactOptions>,
    tx: EntityManager,
  ): Promise<ReadonlyMap<string, string>> {
    if (rows.length === 0) return new Map();
    const values = [scope.actor.userId, scope.batchPublicId, JSON.stringify(rows)];
    const inserted = await run<{ id: string }>(INSERT_CONTACTS, values, tx);
    return new Map(inserted.rows.map(({ id }) => [id, id]));
  }
}

const duplicate = (id: string, where: string) =>
  ({ code: 'DUPLICATE_ID', message: `The id ${JSON.stringify(id.slice(0, 100))} ${where}.` }) as const;
