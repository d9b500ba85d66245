import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { run, type Statement } from '../../platform/database/statement.js';
import { COMPANY_KEYS, type IdentifiedCompany } from '../extraction/company-data.js';
import { type CompanyWrite, type KnownCompany, matchCompanies } from './match-companies.js';

/** A stored company. */
export interface StoredCompany {
  readonly id: number;
  readonly publicId: string;
}

/** Class of the advisory locks on identifiers of companies. */
const LOCK_CLASS = 13;

/**
 * Locks identifiers before they are looked up, in one order, so that two transactions never insert the same company and
 * never deadlock.
 */
const LOCK_KEYS: Statement = {
  name: 'lock_company_keys',
  text: `
    SELECT pg_advisory_xact_lock(${LOCK_CLASS}, k.lock)
      FROM (SELECT DISTINCT hashtext(key) AS lock FROM unnest($1::text[]) key ORDER BY 1 OFFSET 0) k`,
};

const FIND: Statement = {
  name: 'find_companies',
  text: `
    SELECT id, ${COMPANY_KEYS.join(', ')} FROM companies
     WHERE ${COMPANY_KEYS.map((key, at) => `${key} = ANY($${at + 1}::text[])`).join(' OR ')}
     ORDER BY id FOR UPDATE`,
};

const COLUMNS = ['name', ...COMPANY_KEYS, 'data'].join(', ');
const RECORD = `name text, ${COMPANY_KEYS.map((key) => `${key} text`).join(', ')}, data jsonb`;

const INSERT: Statement = {
  name: 'insert_companies',
  text: `
    INSERT INTO companies (public_id, ${COLUMNS})
    SELECT gen_random_uuid(), ${COLUMNS} FROM json_to_recordset($1) AS r (position integer, ${RECORD}) ORDER BY position
    RETURNING id, public_id AS "publicId", ${COMPANY_KEYS.join(', ')}`,
};

const UPDATE: Statement = {
  name: 'update_companies',
  text: `
    UPDATE companies c
       SET ${['name', ...COMPANY_KEYS, 'data'].map((column) => `${column} = r.${column}`).join(', ')}, updated_at = now()
      FROM json_to_recordset($1) AS r (id bigint, ${RECORD})
     WHERE c.id = r.id
    RETURNING c.id, c.public_id AS "publicId", ${COMPANY_KEYS.map((key) => `c.${key}`).join(', ')}`,
};

type Written = StoredCompany & KnownCompany & Record<string, unknown>;

/** Stores companies once, whichever identifier they come with. */
@Injectable()
export class CompanyStore {
  /**
   * Stores the companies and returns the row of each in the order of the list; null for a company without any
   * identifier, which could not be found again.
   */
  async store(companies: readonly IdentifiedCompany[], tx: EntityManager): Promise<readonly (StoredCompany | null)[]> {
    const keys = companies.map((company) => company.keys);
    const all = keys.flatMap((one) => COMPANY_KEYS.flatMap((key) => (one[key] === null ? [] : `${key}:${one[key]}`)));
    if (all.length === 0) return companies.map(() => null);
    await run(LOCK_KEYS, [all], tx);
    const values = COMPANY_KEYS.map((key) => keys.flatMap((one) => one[key] ?? []));
    const known = await run<KnownCompany & Record<string, unknown>>(FIND, values, tx);
    const writes = matchCompanies(companies, known.rows);
    const written = [
      ...(await this.write(UPDATE, updates(writes), tx)),
      ...(await this.write(INSERT, inserts(writes), tx)),
    ];
    return companies.map((_company, index) => {
      const write = writes.find(({ of }) => of.includes(index));
      const row = write && written.find((one) => COMPANY_KEYS.every((key) => one[key] === write[key]));
      return row === undefined ? null : { id: row.id, publicId: row.publicId };
    });
  }

  private async write(statement: Statement, rows: readonly object[], tx: EntityManager): Promise<readonly Written[]> {
    return rows.length === 0 ? [] : (await run<Written>(statement, [JSON.stringify(rows)], tx)).rows;
  }
}

const updates = (writes: readonly CompanyWrite[]): readonly object[] => writes.filter(({ id }) => id !== null);

/** New rows get their ids in the order of the list. */
const inserts = (writes: readonly CompanyWrite[]): readonly object[] =>
  writes.filter(({ id }) => id === null).map((write, position) => ({ ...write, position }));
