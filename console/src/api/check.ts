import type { components, Import } from 'batchwright-client';

type Fault = components['schemas']['ValidationFault'];

/** What would become of a row. */
export interface Verdict {
  readonly index: number;
  readonly line?: number;
  readonly valid: boolean;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: { readonly errors?: readonly RowFault[] };
  } | null;
}

/** What is wrong with a row: of a file, by its column; of typed items, by its field. */
export interface RowFault {
  readonly column?: string | null;
  readonly field: string;
  readonly message: string;
  readonly invalid_value?: unknown;
}

/** What would become of a submission. */
export interface Check {
  readonly valid: boolean;
  readonly total: number;
  readonly items: readonly Verdict[] | null;
  readonly import?: Import;
  /** The service would refuse it as it stands. */
  readonly isRefused?: boolean;
}

/**
 * The verdicts on typed items that the service refused: one for each item with a fault. Undefined when anything else
 * than an item is at fault.
 */
export function refusedItems(faults: readonly Fault[], total: number): Check | undefined {
  const byItem = new Map<number, RowFault[]>();
  for (const { field, message, invalid_value: value } of faults) {
    const [, index, rest = ''] = /^items\.(\d+)(?:\.(.*))?$/.exec(field) ?? [];
    if (index === undefined) return undefined;
    const own = byItem.get(Number(index)) ?? [];
    own.push({ field: rest, message, invalid_value: value });
    byItem.set(Number(index), own);
  }
  if (byItem.size === 0) return undefined;
  const items = [...byItem].map(([index, errors]) => ({
    index,
    valid: false,
    error: { code: 'VALIDATION_ERROR', message: '', details: { errors } },
  }));
  return { valid: false, total, items, isRefused: true };
}

/** The rows that would not run. */
export const faultyRows = ({ items }: Check): readonly Verdict[] => (items ?? []).filter(({ valid }) => !valid);

/** How many rows would run. */
export const runsOf = (check: Check): number => check.total - faultyRows(check).length;

/**
 * Whether it can be sent. Rows of a file that cannot run are left out or recorded where the page says so; typed items
 * are taken unless the service refuses them, for it records those that fail.
 */
export const isSendable = (check: Check, onInvalid: 'refuse' | 'skip' | 'fail_items'): boolean =>
  check.import === undefined ? check.isRefused !== true : check.valid || (onInvalid !== 'refuse' && runsOf(check) > 0);
