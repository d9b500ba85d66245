import type { OpenAPIObject } from '@nestjs/swagger';
import { ERROR_CODES, ERRORS } from '../errors/app-error.js';
import { operationsOf, type Schema, walkSchema } from './document-parts.js';

/** Names of fields that hold an instant. */
const INSTANT = /(?:_at|^created_(?:from|to)|^timestamp|^estimated_completion|^last_update)$/;

/**
 * Gives the schemas what the types of TypeScript do not tell: numbers are whole unless marked `@Fraction()`, fields
 * with the name of an instant are one, a default in the text is the field's, fields with one are optional, and names do
 * not end in Dto.
 */
export function documentSchemas(document: OpenAPIObject): OpenAPIObject {
  for (const schema of Object.values(document.components?.schemas ?? {})) walkSchema(schema as Schema, complete);
  for (const { operation } of operationsOf(document)) {
    for (const parameter of operation.parameters ?? []) {
      if (!('name' in parameter) || parameter.schema === undefined) continue;
      const schema = parameter.schema as Schema;
      walkSchema(schema, complete, parameter.name);
      // The decorators mark it required because the property always has a value.
      if ('default' in schema) parameter.required = false;
    }
    for (const response of Object.values(operation.responses))
      if (response !== undefined && !('$ref' in response))
        for (const { schema } of Object.values(response.content ?? {}))
          if (schema !== undefined) walkSchema(schema as Schema, complete);
  }
  Object.assign(document.components?.schemas ?? {}, errorLists());
  return withoutSuffix(document);
}

/** "Default 300.", "Default `normal`.", "Default true." in a docstring. */
const DEFAULT_IN_TEXT = /\bDefault\s+`?([\w-]+(?:\.\d+)?)`?(?=[.:;,]|$)/;

/** What the decorators cannot express for a field whose docstring says so: they declare an object. */
const ANYTHING = /\bof any type\b/;

function complete(schema: Schema, name: string): void {
  if (ANYTHING.test(schema.description ?? '') && schema.type === 'object') delete schema.type;
  if (schema.type === 'number' && schema.format === undefined) schema.type = 'integer';
  const stated = DEFAULT_IN_TEXT.exec(schema.description ?? '')?.[1];
  if (stated !== undefined && !('default' in schema) && schema.type !== undefined) {
    const value = schema.type === 'string' ? stated : valueOf(stated);
    if (value !== undefined) schema.default = value;
  }
  if (schema.type === 'string' && schema.format === undefined && schema.enum === undefined && INSTANT.test(name))
    schema.format = 'date-time';
  if (isErrorList(schema)) for (const key of ['type', 'enum']) Reflect.deleteProperty(schema, key);
  if (schema.required === undefined) return;
  const required = schema.required.filter((field) => !('default' in (schema.properties?.[field] ?? {})));
  // An empty list is not valid.
  if (required.length > 0) schema.required = required;
  else delete schema.required;
}

/** Undefined for words that are no value: "Default none." of a number. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** The codes of errors and their classes, with those of all loaded features. */
const errorLists = (): Readonly<Record<string, Schema>> => ({
  ErrorCode: { type: 'string', description: 'What went wrong, for programs.', enum: [...ERROR_CODES] },
  ErrorType: {
    type: 'string',
    description: 'The class of an error code.',
    enum: [...new Set(Object.values(ERRORS).map(({ type }) => type))].sort(),
  },
});
/** They replace the type that TypeScript has for the field. */
const isErrorList = ({ allOf = [], anyOf = [] }: Schema): boolean =>
  [...allOf, ...anyOf].some(({ $ref = '' }) => /\/Error(Code|Type)$/.test($ref));

/** Throws when two schemas would have the same name. */
function withoutSuffix(document: OpenAPIObject): OpenAPIObject {
  const names = Object.keys(document.components?.schemas ?? {});
  const bare = names.map((name) => name.replace(/Dto$/, ''));
  if (new Set(bare).size < names.length) throw new Error(`Two schemas have the same name: ${bare.sort().join(', ')}.`);
  const schemas = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => [
    name.replace(/Dto$/, ''),
    schema,
  ]);
  const renamed = {
    ...document,
    components: { ...document.components, schemas: Object.fromEntries(schemas) as object },
  };
  return JSON.parse(
    JSON.stringify(renamed).replace(/"#\/components\/schemas\/(\w+)Dto"/g, '"#/components/schemas/$1"'),
  ) as OpenAPIObject;
}
