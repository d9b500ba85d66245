import type { ItemField } from './item-schema.js';

/** The field of an item that names it for its caller. */
export const REF = 'ref';

/** What paths of a kind's items lead to. */
interface FieldPaths {
  readonly fields: readonly ItemField[];
  /** The free-form object that takes what is no field. */
  readonly rest: string | undefined;
}

/**
 * The keys that lead to a field. Below the free-form object, what is no field of its own is one key, whatever dots it
 * has.
 */
export function keysOf(path: string, { fields, rest }: FieldPaths): readonly string[] {
  const isListed = fields.some((field) => field.path === path);
  if (!isListed && rest !== undefined && path.startsWith(`${rest}.`)) return [rest, path.slice(rest.length + 1)];
  return path.split('.');
}
