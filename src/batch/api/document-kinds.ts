import type { OpenAPIObject } from '@nestjs/swagger';
import { registeredFeatures } from '../model/feature.js';
import type { KindDeclaration, KindName } from '../model/kind.js';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/**
 * Adds what the loaded features declare to the OpenAPI document: the schemas of each kind's items and options, which
 * `POST /api/v1/batches` takes by its `kind`, and the extension `x-features`, with kinds, scopes, error codes and settings.
 */
export function documentKinds(document: OpenAPIObject): OpenAPIObject {
  const schemas = document.components?.schemas;
  if (schemas === undefined) return document;
  const kinds = registeredFeatures().flatMap((feature) => feature.kinds);
  for (const kind of kinds) describe(schemas, kind);
  const submission = schemas['SubmitBatch'];
  if (submission !== undefined && 'properties' in submission && submission.properties !== undefined) {
    const { items, options } = submission.properties as Readonly<Record<string, { items?: object; anyOf?: object }>>;
    if (items !== undefined) items.items = { anyOf: kinds.map(({ name }) => refer(name, 'Item')) };
    if (options !== undefined) options.anyOf = kinds.map(({ name }) => refer(name, 'Options'));
  }
  giveExample(document, kinds);
  Object.assign(document, { 'x-features': registeredFeatures().map(summary) });
  return document;
}

/** The example of a submission is a batch of the first kind whose item has one, so that this module names no kind. */
function giveExample(document: OpenAPIObject, kinds: readonly KindDeclaration[]): void {
  const shown = kinds.find(({ schema }) => 'example' in schema.item);
  const body = document.paths['/api/v1/batches']?.post?.requestBody;
  if (shown === undefined || body === undefined || '$ref' in body) return;
  const json = body.content['application/json'];
  const { example } = shown.schema.item as { readonly example?: unknown };
  if (json !== undefined) json.example = { kind: shown.name, name: 'First batch', items: [example] };
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
