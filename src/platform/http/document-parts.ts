import type { OpenAPIObject } from '@nestjs/swagger';

type PathItem = OpenAPIObject['paths'][string];
export type Operation = NonNullable<PathItem['get']>;
export type Responses = Operation['responses'];

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof METHODS)[number];

/** The parts of a schema that the rules read or change. */
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  description?: string;
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  additionalProperties?: Schema | boolean;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  default?: unknown;
  [key: string]: unknown;
}

/** Every operation of a document. */
export const operationsOf = (
  document: OpenAPIObject,
): readonly { readonly operation: Operation; readonly method: Method; readonly path: string }[] =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ operation, method, path }];
    }),
  );

/** Visits a schema and those inside it, each with the name of its property. */
export function walkSchema(schema: Schema, visit: (schema: Schema, name: string) => void, name = ''): void {
  visit(schema, name);
  for (const [key, inner] of Object.entries(schema.properties ?? {})) walkSchema(inner, visit, key);
  for (const inner of [...(schema.allOf ?? []), ...(schema.oneOf ?? []), ...(schema.anyOf ?? [])])
    walkSchema(inner, visit, name);
  if (schema.items !== undefined) walkSchema(schema.items, visit, name);
  if (typeof schema.additionalProperties === 'object') walkSchema(schema.additionalProperties, visit, name);
}
