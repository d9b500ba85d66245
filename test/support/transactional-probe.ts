import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TransactionalHandler } from '../../src/batch/model/handlers/handler.js';
import { failed, type Item, type Outcome, succeeded } from '../../src/batch/model/items/item.js';
import type { Kind } from '../../src/batch/model/kinds/kind.js';

/** What an item does when it is applied. */
export interface TransactionalInput {
  /** Kills its process. */
  readonly crash?: true;
  /** Takes longer than its transaction may, as the database tells it. */
  readonly slow?: true;
  /** The database breaks its transaction off with the SQLSTATE. */
  readonly breakOff?: string;
  /** Its output, or the message of its error, has what PostgreSQL cannot store, or JSON cannot express. */
  readonly gives?: 'NUL' | 'NUL in its error' | 'BigInt';
}

const BREAK_OFF = (code: string): string =>
  `DO $$ BEGIN RAISE EXCEPTION 'broken off' USING ERRCODE = '${code}'; END $$`;

/** A transactional kind whose items do what their input says, and leave a row in `probe_effects`. */
@Injectable()
export class TransactionalProbe extends TransactionalHandler<TransactionalInput, object, object> {
  readonly kind: Kind<TransactionalInput, object> = {
    name: 'contact_analysis',
    publicId: 'uuid',
    maxItems: 10_000,
    checkItem: (raw) => ({ value: raw as TransactionalInput }),
    checkOptions: () => ({ value: {} }),
    title: 'Transactional probe',
    schema: { item: {}, options: {} },
    scopes: { submit: 'contacts:write', read: 'contacts:read' },
    exportColumns: [],
  };

  lock(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async apply(
    items: readonly Item<TransactionalInput>[],
    _locked: undefined,
    _scope: object,
    tx: EntityManager,
  ): Promise<readonly Outcome<object>[]> {
    const outcomes: Outcome<object>[] = [];
    for (const { index, input } of items) {
      if (input.crash === true) process.kill(process.pid, 'SIGKILL');
      const code = input.slow === true ? '57014' : input.breakOff;
      if (code !== undefined) await tx.query(BREAK_OFF(code));
      await tx.query(`INSERT INTO probe_effects (index, status) VALUES ($1, 'applied')`, [index]);
      outcomes.push(outcomeOf(input));
    }
    return outcomes;
  }
}

function outcomeOf({ gives }: TransactionalInput): Outcome<object> {
  if (gives === 'NUL') return succeeded({ text: 'a\u0000b \ud83d' });
  if (gives === 'NUL in its error') return failed({ code: 'CONFLICT', message: 'ta\u0000ken' });
  return succeeded(gives === 'BigInt' ? { size: 1n } : { done: true });
}
