// `npm run client-types`: rewrites clients/typescript/src/schema.ts, or writes the file passed, from the OpenAPI
// document of the built service.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { readDocument } from './read-document.mjs';

const root = join(import.meta.dirname, '..');
const HEAD = '// Written by `npm run client-types` from the OpenAPI document; not by hand.\n\n';
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** The document without what the client has once for all operations: the bodies of errors, and response headers. */
function withoutErrors(document) {
  const paths = Object.entries(document.paths).map(([path, methods]) => [
    path,
    Object.fromEntries(Object.entries(methods).map(([method, operation]) => [method, withoutErrorsOf(operation)])),
  ]);
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: { schemas: document.components.schemas },
  };
}

function withoutErrorsOf(operation) {
  const answers = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
  return {
    ...operation,
    responses: Object.fromEntries(
      answers.map(([status, { description, content }]) => [status, { description, content }]),
    ),
  };
}

/** Method and path of every operation. */
function routes(document) {
  const lines = Object.entries(document.paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => methods[method] !== undefined).map(
      (method) => `  ${methods[method].operationId}: '${method.toUpperCase()} ${path}',\n`,
    ),
  );
  return `/** Method and path of every operation. */\nexport const ROUTES = {\n${lines.join('')}} as const;\n`;
}

/** The types of the items and options of every kind. */
function kinds(document) {
  const lines = document['x-features'].flatMap(({ kinds: own }) =>
    own.map(({ name, item, options }) => `  ${name}: { item: ${typeOf(item)}; options: ${typeOf(options)} };\n`),
  );
  return `/** Items and options of every kind that the service itself brings. */\nexport interface Kinds {\n${lines.join('')}}\n`;
}

const typeOf = (reference) => `components['schemas']['${reference.split('/').at(-1)}']`;

/** The text of schema.ts for a document. */
async function clientTypes(document) {
  const types = astToString(await openapiTS(withoutErrors(document), { defaultNonNullable: false, silent: true }));
  return `${HEAD}${types}\n${kinds(document)}\n${routes(document)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = process.argv[2] ?? join(root, 'clients', 'typescript', 'src', 'schema.ts');
  writeFileSync(target, await clientTypes(readDocument()));
}
