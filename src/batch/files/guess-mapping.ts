import { foldHeader } from '../../platform/text/fold-header.js';
import type { ItemField } from '../model/fields/item-schema.js';
import { type Conversion, conversionOf } from './convert.js';
import { type Exported, exportedAs, INPUT, isMetadataText, nameAsSent, ourColumns } from './exported-columns.js';
import { REF } from '../model/fields/field-path.js';
import { METADATA, type MappedColumn, type Target } from './mapping.js';

/** Names of columns that hold the caller's own name of an item. */
const REF_NAMES = ['ref', 'reference', 'itemref', 'yourref', 'referenz', 'referencia', 'ссылка на запись'];

/** What a header may mean, from the surest on; each way is tried for all columns before the next. */
const WAYS: readonly ((field: ItemField) => readonly string[])[] = [
  ({ path }) => [path, `input.${path}`],
  ({ path }) => [path.split('.').at(-1) ?? path],
  ({ synonyms }) => synonyms,
];

/**
 * Guesses the field of each column by its name, without regard to case, spaces, punctuation and accents: first by the
 * names of the fields, then by their synonyms. A field gets one column, the first that fits. `taken` are fields that
 * the caller has given away.
 */
export function guessColumns(
  names: readonly string[],
  target: Target,
  format: 'text' | 'values',
  taken: ReadonlySet<string>,
): readonly MappedColumn[] {
  const fields: readonly ItemField[] = [...target.fields, REF_FIELD];
  const given = new Set(taken);
  const exported = exportedAs(names);
  const ours = ourColumns(names, target);
  const found = new Map<string, ItemField>();
  // Each is folded once: a thousand columns of long names would take seconds otherwise.
  const folded = new Map(names.map((name) => [name, foldHeader(name)]));
  for (const way of WAYS) {
    const candidates = fields.map((field) => ({ field, names: new Set(way(field).map(foldHeader)) }));
    for (const name of names) {
      if (found.has(name) || ours.has(name)) continue;
      const own = folded.get(name) ?? '';
      // A header in capitals, with spaces or underscores is the same name. One without letters and digits names
      // nothing.
      const fitting = candidates.find((one) => own !== '' && one.names.has(own) && !given.has(one.field.path));
      if (fitting === undefined) continue;
      given.add(fitting.field.path);
      found.set(name, fitting.field);
    }
  }
  return names.map((name) => {
    if (ours.has(name)) return leftOut(name, false);
    const column = guessed(name, found.get(name), target, { format, exported });
    if (found.has(name) || column.field === null) return column;
    // A column whose name is a field that another one fills already is kept beside it.
    if (given.has(column.field)) return { ...column, field: null, isKept: true };
    given.add(column.field);
    return column;
  });
}

const REF_FIELD: ItemField = { path: REF, type: 'string', isRequired: false, schema: {}, synonyms: REF_NAMES };

function guessed(
  name: string,
  field: ItemField | undefined,
  { rest }: Target,
  { format, exported }: { readonly format: 'text' | 'values'; readonly exported: Exported },
): MappedColumn {
  const base = { name, isGuessed: true, isKept: false };
  if (field !== undefined) return { ...base, field: field.path, convert: conversionsFor(field) };
  if (exported === 'lines' && name === INPUT) return { ...base, field: INPUT, convert: [] };
  if (isMetadataText(name, exported)) return { ...base, field: METADATA, convert: named('json') };
  const isMetadata = format === 'values' && name === METADATA;
  if (rest !== undefined && !isMetadata) {
    // An export names what lies below the free-form object by its whole path.
    const sent = nameAsSent(name, exported);
    const isPath =
      (format === 'values' && sent === rest) || (sent.startsWith(`${rest}.`) && sent.length > rest.length + 1);
    return { ...base, field: isPath ? sent : `${rest}.${sent}`, convert: [] };
  }
  return leftOut(name, true);
}

const leftOut = (name: string, isKept: boolean): MappedColumn => ({
  name,
  field: null,
  convert: [],
  isGuessed: true,
  isKept,
});

const named = (...names: readonly string[]): readonly Conversion[] => names.flatMap((name) => conversionOf(name) ?? []);

/** The conversions that a field of this type needs of a text. */
export function conversionsFor({ type, schema }: ItemField): readonly Conversion[] {
  switch (type) {
    case 'integer':
    case 'number':
      return named('number');
    case 'boolean':
      return named('boolean');
    case 'array':
      return named('split:;');
    case 'object':
      return named('json');
    case 'string':
      return named('text');
    case 'any':
      // Where any text is a value, a number of digits may be meant as one: an id, a postal code.
      return takesAnyText(schema) ? named('text') : named('auto');
  }
}

const takesAnyText = (schema: Readonly<Record<string, unknown>>): boolean =>
  [schema['oneOf'], schema['anyOf']].some(
    (some) =>
      Array.isArray(some) &&
      (some as readonly Readonly<Record<string, unknown>>[]).some(
        (one) => one['type'] === 'string' && !('enum' in one),
      ),
  );
