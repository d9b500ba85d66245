import type { JsonSchema, KindDeclaration } from '../kinds/kind.js';

/** A field of a kind's items that a column of a file can fill. */
export interface ItemField {
  /** Dot path in the item, such as `url` or `data.price`. */
  readonly path: string;
  /** `any` when the schema allows several types. */
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object' | 'any';
  /** Whether every item needs it. */
  readonly isRequired: boolean;
  readonly schema: JsonSchema;
  /** Other names that columns have for it. */
  readonly synonyms: readonly string[];
}

const TYPES = ['string', 'integer', 'number', 'boolean', 'array', 'object'] as const;

/** Deepest nesting whose fields are listed. */
const DEPTH = 4;

/**
 * The fields of a kind's items in the order of the schema: those of the object, when an item may also be a mere text;
 * an object with properties is replaced by them, one without is left to `columns.rest` and `columns.fields`.
 */
export function itemFields({ schema, columns = {} }: KindDeclaration): readonly ItemField[] {
  const { synonyms = {}, fields = {} } = columns;
  const listed = [...propertiesOf(schema.item, '', true, DEPTH)];
  const declared = Object.entries(fields).map(([path, own]) => ({ path, schema: own, isRequired: false }));
  return [...listed, ...declared].map((field) => ({
    ...field,
    type: typeOf(field.schema),
    synonyms: synonyms[field.path] ?? [],
  }));
}

function* propertiesOf(
  schema: JsonSchema,
  prefix: string,
  isNeeded: boolean,
  depth: number,
): Generator<Pick<ItemField, 'path' | 'schema' | 'isRequired'>> {
  const { properties, required } = objectOf(schema) ?? {};
  if (typeof properties !== 'object' || properties === null || depth === 0) return;
  const needed = Array.isArray(required) ? (required as readonly unknown[]) : [];
  for (const [name, inner] of Object.entries(properties as Readonly<Record<string, JsonSchema>>)) {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    const isRequired = isNeeded && needed.includes(name);
    if (objectOf(inner)?.['properties'] !== undefined) yield* propertiesOf(inner, path, isRequired, depth - 1);
    else if (inner['type'] !== 'object') yield { path, schema: inner, isRequired };
  }
}

/** The schema itself when it is of an object, else the alternative that is. */
function objectOf(schema: JsonSchema): JsonSchema | undefined {
  if (schema['type'] === 'object' || schema['properties'] !== undefined) return schema;
  return alternatives(schema).find((one) => one['type'] === 'object');
}

const alternatives = (schema: JsonSchema): readonly JsonSchema[] =>
  [schema['oneOf'], schema['anyOf']].flatMap((some) => (Array.isArray(some) ? (some as readonly JsonSchema[]) : []));

function typeOf(schema: JsonSchema): ItemField['type'] {
  const { type } = schema;
  return TYPES.find((one) => one === type) ?? 'any';
}
