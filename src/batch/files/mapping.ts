import { REF } from '../model/fields/field-path.js';
import type { ItemField } from '../model/fields/item-schema.js';
import type { Conversion } from './convert.js';

/** The names of the columns that exports add to those of a file; they are ours, and no input. */
export const OWN_COLUMNS: readonly string[] = ['_index', '_status', '_error_code', '_error_message', '_output'];

/** The field that a line of JSON may have, whose fields become the item's metadata. */
export const METADATA = 'metadata';

/** What the kind takes of a file. */
export interface Target {
  readonly fields: readonly ItemField[];
  /** The free-form object that takes columns of no field. */
  readonly rest: string | undefined;
  /** Headers of the columns that an export of the kind has for its results. */
  readonly exported?: readonly string[];
}

/** Where the values of a column go. */
export interface MappedColumn {
  /** Its header; of several with the same header the later ones have a number, an empty one is named by its place. */
  readonly name: string;
  /** Path of the field; null when it goes to none. */
  readonly field: string | null;
  readonly convert: readonly Conversion[];
  /** Whether the caller did not say so. */
  readonly isGuessed: boolean;
  /** Whether a column of no field is kept in the item's metadata; ours are not. */
  readonly isKept: boolean;
}

/** Where all columns go, in the order of the file, and what every item has besides. */
export interface Mapping {
  readonly columns: readonly MappedColumn[];
  readonly fixed: Readonly<Record<string, unknown>>;
}

/** Whether a column may fill the path. */
export const isField = (path: string, { fields, rest }: Target): boolean =>
  path === REF ||
  fields.some((field) => field.path === path) ||
  (rest !== undefined && path.startsWith(`${rest}.`) && path.length > rest.length + 1);
