import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Scope, TransactionalHandler } from '../../batch/model/handlers/handler.js';
import { failed, succeeded, type Item, type Outcome } from '../../batch/model/items/item.js';
import type { ExportFields, Kind } from '../../batch/model/kinds/kind.js';
import { checkContact } from '../input/check-contact.js';
import { checkContactOptions, type ContactOptions } from '../input/contact-options.js';
import { ContactStore } from '../store/contact-store.js';
import { PROMOTED_COLUMNS, toContactRow, type ContactInput, type ContactRow } from '../store/contact-row.js';
import { CONTACT_ANALYSIS } from './contact-analysis.kind.js';
import '../contact-analysis.errors.js';

/** Id of the inserted row. */
export interface InsertedContact {
  readonly id: string;
}

/** Order of the submitted fields in an export: those with a column of their own before the rest of `data`. */
const INPUT_FIELDS: ExportFields = {
  paths: ['id', ...PROMOTED_COLUMNS.map((name) => `data.${name}`), 'data', 'priority'],
  isComplete: false,
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

  constructor(private readonly store: ContactStore) {
    super();
  }

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
    const inserted = await this.store.insert(scope.actor.userId, scope.batchPublicId, [...rows.values()], tx);
    return checked.map((idOrFailure) => {
      if (typeof idOrFailure !== 'string') return idOrFailure;
      const row = inserted.get(idOrFailure);
      return row === undefined ? failed(duplicate(idOrFailure, 'is stored already')) : succeeded({ id: row.id });
    });
  }
}

const duplicate = (id: string, where: string) =>
  ({ code: 'DUPLICATE_ID', message: `The id ${JSON.stringify(id.slice(0, 100))} ${where}.` }) as const;
