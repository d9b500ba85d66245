import { invalid, type ValidationFault } from '../../platform/errors/app-error.js';
import { fault, isPlainObject } from '../../platform/http/faults.js';
import { CONVERSIONS, type Conversion, conversionOf } from './convert.js';
import { conversionsFor, guessColumns } from './guess-mapping.js';
import { ourColumns } from './exported-columns.js';
import { REF } from '../model/fields/field-path.js';
import { isField, type Mapping, type MappedColumn, type Target } from './mapping.js';
import { columnNames } from '../model/fields/column-names.js';
import type { Table } from './table.js';

/** The mapping that a caller sends: its form is checked, its columns and fields are not yet. */
interface MappingSpec {
  /** Whether columns that it does not name are guessed. */
  readonly guesses: boolean;
  readonly columns: Readonly<Record<string, unknown>>;
  readonly fixed: Readonly<Record<string, unknown>>;
}

/** Conversions of one column. */
const MOST_CONVERSIONS = 10;

/**
 * Where the columns of a table go: as the caller says, and where the caller says nothing, as their names suggest.
 * Throws VALIDATION_ERROR with all faults of the caller's mapping.
 */
export function mappingOf(table: Table, target: Target, raw: unknown): Mapping {
  const names = columnNames(table.headers);
  const format = table.format === 'ndjson' ? 'values' : 'text';
  if (raw === undefined) return { columns: guessColumns(names, target, format, new Set()), fixed: {} };
  const spec = readSpec(raw);
  const ours = ourColumns(names, target);
  const leftOut = (name: string, isGuessed = true): MappedColumn => unmapped(name, isGuessed, !ours.has(name));
  const faults: ValidationFault[] = [...unknownColumns(spec, names), ...unknownFixed(spec, target)];
  const told = new Map(
    names
      .filter((name) => Object.hasOwn(spec.columns, name))
      .map((name) => [name, readColumn(leftOut(name, false), spec.columns[name], target, faults)]),
  );
  const others = names.filter((name) => !told.has(name));
  const taken = new Set([...[...told.values()].flatMap(({ field }) => field ?? []), ...Object.keys(spec.fixed)]);
  const guessed = new Map(
    (spec.guesses ? guessColumns(others, target, format, taken) : others.map((name) => leftOut(name))).map((one) => [
      one.name,
      one,
    ]),
  );
  const columns = names.map((name) => told.get(name) ?? guessed.get(name) ?? leftOut(name));
  faults.push(...usedTwice(columns, spec));
  if (faults.length > 0) throw invalid(faults.slice(0, 100));
  return { columns, fixed: spec.fixed };
}

function readSpec(raw: unknown): MappingSpec {
  if (!isPlainObject(raw)) throw invalid([fault('mapping', 'must be a JSON object', raw, 'dict_type')]);
  const { columns = {}, fixed = {}, guess = false, ...rest } = raw;
  const faults = Object.keys(rest).map((name) =>
    fault(`mapping.${name}`, 'is not a known field', rest[name], 'unknown_field'),
  );
  if (!isPlainObject(columns)) faults.push(fault('mapping.columns', 'must be an object', columns, 'dict_type'));
  if (!isPlainObject(fixed)) faults.push(fault('mapping.fixed', 'must be an object', fixed, 'dict_type'));
  if (typeof guess !== 'boolean') faults.push(fault('mapping.guess', 'must be true or false', guess, 'bool_type'));
  if (faults.length > 0 || !isPlainObject(columns) || !isPlainObject(fixed)) throw invalid(faults);
  return { columns, fixed, guesses: guess === true };
}

const unknownColumns = ({ columns }: MappingSpec, names: readonly string[]): readonly ValidationFault[] =>
  Object.keys(columns)
    .filter((name) => !names.includes(name))
    .map((name) =>
      fault(
        `mapping.columns.${name.slice(0, 100)}`,
        `is not a column of the file, which has ${list(names)}`,
        name,
        'unknown_column',
      ),
    );

const unknownFixed = ({ fixed }: MappingSpec, target: Target): readonly ValidationFault[] =>
  Object.keys(fixed)
    .filter((path) => path === REF || !isField(path, target))
    .map((path) =>
      fault(
        `mapping.fixed.${path.slice(0, 100)}`,
        `is not a field of the items; those are ${fieldList(target)}`,
        path,
        'unknown_field',
      ),
    );

function usedTwice(columns: readonly MappedColumn[], { fixed }: MappingSpec): readonly ValidationFault[] {
  const used = new Set(Object.keys(fixed));
  return columns.flatMap(({ name, field }) => {
    if (field === null) return [];
    if (used.has(field))
      return [
        fault(`mapping.columns.${name.slice(0, 100)}`, 'leads to a field that has a value already', field, 'duplicate'),
      ];
    used.add(field);
    return [];
  });
}

const unmapped = (name: string, isGuessed: boolean, isKept: boolean): MappedColumn => ({
  name,
  field: null,
  convert: [],
  isGuessed,
  isKept,
});

/** `"field"`, `null`, or `{"field": …, "convert": …}`; `none` is the column without a field. */
function readColumn(none: MappedColumn, raw: unknown, target: Target, faults: ValidationFault[]): MappedColumn {
  const { name } = none;
  const at = `mapping.columns.${name.slice(0, 100)}`;
  if (raw === null) return none;
  const { field, convert, ...rest } = isPlainObject(raw) ? raw : { field: raw };
  for (const key of Object.keys(rest))
    faults.push(fault(`${at}.${key}`, 'is not a known field', null, 'unknown_field'));
  if (field === null) return none;
  if (typeof field !== 'string') {
    faults.push(
      fault(at, 'must be the path of a field, null, or an object with field and convert', raw, 'string_type'),
    );
    return unmapped(name, false, true);
  }
  if (!isField(field, target))
    faults.push(
      fault(
        at,
        `${field.slice(0, 100)} is not a field of the items; those are ${fieldList(target)}`,
        field,
        'unknown_field',
      ),
    );
  const own = target.fields.find(({ path }) => path === field);
  const conversions =
    convert === undefined
      ? own === undefined
        ? []
        : conversionsFor(own)
      : readConversions(`${at}.convert`, convert, faults);
  return { name, field, convert: conversions, isGuessed: false, isKept: false };
}

function readConversions(at: string, raw: unknown, faults: ValidationFault[]): readonly Conversion[] {
  const names: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  if (names.length > MOST_CONVERSIONS)
    faults.push(fault(at, `must name at most ${MOST_CONVERSIONS} conversions`, names.length, 'too_long'));
  return names.slice(0, MOST_CONVERSIONS).flatMap((name) => {
    const conversion = typeof name === 'string' ? conversionOf(name) : undefined;
    if (conversion !== undefined) return [conversion];
    faults.push(fault(at, `must be one of ${CONVERSIONS}`, name, 'enum'));
    return [];
  });
}

/** Names in an error message. */
const MOST_NAMES = 30;
const list = (names: readonly string[]): string =>
  names
    .slice(0, MOST_NAMES)
    .map((name) => name.slice(0, 60))
    .join(', ') + (names.length > MOST_NAMES ? ', …' : '');

const fieldList = ({ fields, rest }: Target): string =>
  list([...fields.map(({ path }) => path), REF, ...(rest === undefined ? [] : [`${rest}.…`])]);
