import type { Import, Mapping } from 'batchwright-client';

/** Where a column of a file goes: to a field of the item, or nowhere, which keeps it in the metadata. */
type Target = string | null;

const fieldOf = (target: unknown): Target => {
  if (typeof target === 'string') return target;
  const { field } = Object(target) as { readonly field?: unknown };
  return typeof field === 'string' ? field : null;
};

/** Where each column goes now: as chosen on the page, and where nothing was chosen, as the service read the file. */
export function targetsOf(read: Import, chosen: Mapping | undefined): ReadonlyMap<string, Target> {
  const told = chosen?.columns ?? {};
  return new Map(
    read.columns.map(({ name, field }) => [name, Object.hasOwn(told, name) ? fieldOf(told[name]) : field]),
  );
}

/** The mapping with one column led elsewhere; every other choice that was made before stands. */
export function led(read: Import, chosen: Mapping | undefined, column: string, field: Target): Mapping {
  const columns = Object.fromEntries(read.columns.map(({ name, field: guess }) => [name, guess]));
  const asRead = read.mapping.columns as NonNullable<Mapping['columns']>;
  return {
    fixed: read.mapping.fixed,
    ...chosen,
    columns: { ...columns, ...asRead, ...chosen?.columns, [column]: field },
  };
}

/** The fields that a column can be led to: those that nothing else fills, for the service takes one value for each. */
export function openTo(
  column: string,
  fields: readonly string[],
  targets: ReadonlyMap<string, Target>,
  fixed: Readonly<Record<string, unknown>> = {},
): readonly string[] {
  const taken = new Set([...targets].filter(([name]) => name !== column).map(([, field]) => field));
  return fields.filter((field) => !taken.has(field) && !Object.hasOwn(fixed, field));
}
