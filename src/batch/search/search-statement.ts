import type { UnitOfWork } from '../../platform/database/unit-of-work.js';

/** Longest duration of one statement of a search, in milliseconds. */
const STATEMENT_MS = 1000;

const LIMIT = `set_config('statement_timeout', '${STATEMENT_MS}', true)`;
/**
 * A sort reads all rows before it gives the first: where few are expected, the planner prefers one to the order of an
 * index.
 */
const IN_INDEX_ORDER = `set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true)`;

/**
 * One statement of a search, which the server ends when it takes too long: then throws OVERLOADED. The embedded
 * database does not end it, so a statement also looks at a bounded number of rows; `inIndexOrder` is for one that reads
 * the beginning of an index.
 */
export function readBounded<Row extends object>(
  unitOfWork: UnitOfWork,
  text: string,
  values: readonly unknown[],
  { inIndexOrder = false } = {},
): Promise<Row[]> {
  return unitOfWork.run(async (tx) => {
    await tx.query(`SELECT ${inIndexOrder ? `${LIMIT}, ${IN_INDEX_ORDER}` : LIMIT}`);
    return tx.query<Row[]>(text, [...values]);
  }, 3 * STATEMENT_MS);
}
