import type { OpenAPIObject } from '@nestjs/swagger';
import { registeredFeatures } from '../model/kinds/feature.js';
import type { KindDeclaration, KindName } from '../model/kinds/kind.js';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/**
 * Adds what the loaded features declare to the OpenAPI document: the schemas of each kind's items and options, which
 * `POST /api/v1/batches` takes by its `kind`, and the extension `x-features`, with kinds, scopes, error codes and
 * settings.
 */
export function documentKinds(document: OpenAPIObject): OpenAPIObject {
  const schemas = document.components?.schemas;
  if (schemas === undefined) return document;
  const kinds = registeredFeatures().flatMap((feature) => feature.kinds);
  for (const kind of kinds) describe(schemas, kind);
  for (const name of ['SubmitBatch', 'OpenBatch', 'PartBody']) nameKinds(schemas[name], kinds);
  giveExamples(document, kinds);
  Object.assign(document, { 'x-features': registeredFeatures().map(summary) });
  return document;
}

function nameKinds(schema: Schemas[string] | undefined, kinds: readonly KindDeclaration[]): void {
  if (schema === undefined || !('properties' in schema) || schema.properties === undefined) return;
  const { items, options } = schema.properties as Readonly<Record<string, { items?: object; anyOf?: object }>>;
  if (items !== undefined) items.items = { anyOf: kinds.map(({ name }) => refer(name, 'Item')) };
  if (options !== undefined) options.anyOf = kinds.map(({ name }) => refer(name, 'Options'));
}

/** The example of a submission is a batch of the first kind whose item has one, so that this module names no kind. */
function giveExamples(document: OpenAPIObject, kinds: readonly KindDeclaration[]): void {
  const shown = kinds.find(({ schema }) => 'example' in schema.item);
  if (shown === undefined) return;
  const { example: item } = shown.schema.item as { readonly example?: unknown };
  const give = (path: string, example: object): void => {
    const body = document.paths[path]?.post?.requestBody;
    const json = body === undefined || '$ref' in body ? undefined : body.content['application/json'];
    if (json !== undefined) json.example = example;
  };
  give('/api/v1/batches', { kind: shown.name, name: 'First batch', items: [item] });
  give('/api/v1/batches/open', { kind: shown.name, name: 'A batch in parts' });
  give('/api/v1/batches/{id}/parts/{part}', { items: [item] });
}

function describe(schemas: Schemas, { name, title, schema }: KindDeclaration): void {
  const { item, options } = schema;
  schemas[nameOf(name, 'Item')] = { title: `Item of ${title}`, ...item } as Schemas[string];
  schemas[nameOf(name, 'Options')] = { title: `Options of ${title}`, ...options } as Schemas[string];
}

const summary = ({ name, kinds, scopes, errors, settings }: ReturnType<typeof registeredFeatures>[number]) => ({
  name,
  kinds: kinds.map((kind) => ({
    name: kind.name,
    title: kind.title,
    scopes: kind.scopes,
    item: refer(kind.name, 'Item').$ref,
    options: refer(kind.name, 'Options').$ref,
  })),
  scopes,
  error_codes: Object.keys(errors ?? {}),
  settings: Object.keys(settings?.schema.shape ?? {}),
});

/** `url_checks` has the schemas `UrlChecksKindItem` and `UrlChecksKindOptions`. */
function nameOf(kind: KindName, part: 'Item' | 'Options'): string {
  const words = kind.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}Kind${part}`;
}

const refer = (kind: KindName, part: 'Item' | 'Options'): { readonly $ref: string } => ({
  $ref: `#/components/schemas/${nameOf(kind, part)}`,
});
