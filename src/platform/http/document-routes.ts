import type { OpenAPIObject } from '@nestjs/swagger';
import { FILE_TYPES, LINE_STREAM } from './json-body.js';
import { operationsOf, type Operation, type Responses, type Schema } from './document-parts.js';

/** What a success means where neither the route nor its schema says it. */
const SUCCESS: Readonly<Record<string, string>> = {
  200: 'Done.',
  201: 'Created.',
  202: 'Accepted; a worker does it.',
  204: 'Done; the response has no body.',
};

/** Resources in paths whose plural is not the singular with an s, or whose name in the path is another one. */
const SINGULAR: Readonly<Record<string, string>> = {
  batches: 'batch',
  deliveries: 'delivery',
};

/**
 * Completes every operation: a summary of one sentence with the rest of the docstring as description, a text for each
 * parameter of the path and each success.
 */
export function documentRoutes(document: OpenAPIObject): OpenAPIObject {
  for (const { operation, path } of operationsOf(document)) {
    splitSummary(operation);
    describeParameters(operation, path);
    describeSuccesses(operation.responses, document);
    completeBody(operation);
  }
  return document;
}

/** Characters of a summary; a list shows it on one line. */
const LONGEST_SUMMARY = 110;
const beforeColon = (sentence: string): string => sentence.split(/[:;] /, 1)[0] ?? sentence;

/** The docstring of a route is its summary: the first sentence stays, the others come before the description. */
function splitSummary(operation: Operation): void {
  const text = operation.summary?.replace(/\s+/g, ' ').trim() ?? '';
  const [, first = text, rest = ''] = /^(.+?[.!?])\s+(?=[A-Z`])(.*)$/.exec(text) ?? [];
  const isLong = first.length > LONGEST_SUMMARY;
  operation.summary = (isLong ? beforeColon(first) : first).replace(/\.$/, '').replaceAll('`', '');
  const description = [isLong ? text : rest, operation.description].filter(Boolean).join('\n\n');
  if (description !== '') operation.description = description;
}

function describeParameters(operation: Operation, path: string): void {
  for (const parameter of operation.parameters ?? []) {
    if (!('name' in parameter) || parameter.in !== 'path' || parameter.description) continue;
    parameter.description = pathText(parameter.name, path);
  }
}

/** `{id}` is named by the part of the path before it: `/webhooks/{id}` is the id of a webhook. */
function pathText(name: string, path: string): string {
  if (name === 'index') return 'Zero-based position of the item in its batch.';
  if (name === 'part') return 'Number of the part, chosen by the sender: 1 to 100,000.';
  const named = /^(\w+)_id$/.exec(name)?.[1];
  if (named !== undefined) return `Id of the ${named.replaceAll('_', ' ')}.`;
  const part = path.split(`/{${name}}`, 1)[0]?.split('/').at(-1) ?? '';
  return `Id of the ${SINGULAR[part] ?? part.replace(/s$/, '').replaceAll('-', ' ')}.`;
}

function describeSuccesses(responses: Responses, document: OpenAPIObject): void {
  for (const [status, response] of Object.entries(responses)) {
    if (response === undefined || '$ref' in response || !status.startsWith('2') || response.description !== '')
      continue;
    const schema = response.content?.['application/json']?.schema as Schema | undefined;
    const name = schema?.$ref?.split('/').at(-1);
    const described = name === undefined ? undefined : (document.components?.schemas?.[name] as Schema | undefined);
    response.description = described?.description ?? SUCCESS[status] ?? 'Done.';
  }
}

/** Extensions by which a route gives an example of its body, and the schema of the same as lines. */
export const EXAMPLE_EXTENSION = 'x-body-example';
export const LINES_EXTENSION = 'x-body-lines';
/** Extension by which a route gives the schema of a form with a file, which may be the body itself too. */
export const FILE_EXTENSION = 'x-body-file';

function completeBody(operation: Operation): void {
  const holder = operation as unknown as Record<string, unknown>;
  const { [EXAMPLE_EXTENSION]: example, [LINES_EXTENSION]: lines, [FILE_EXTENSION]: form } = holder;
  for (const extension of [EXAMPLE_EXTENSION, LINES_EXTENSION, FILE_EXTENSION])
    Reflect.deleteProperty(holder, extension);
  const body = operation.requestBody;
  if (body === undefined || '$ref' in body) return;
  const json = body.content['application/json'];
  if (example !== undefined && json !== undefined) json.example = example;
  if (lines !== undefined) body.content[LINE_STREAM] = { schema: lines as Schema };
  if (form === undefined) return;
  const file: Schema = { type: 'string', format: 'binary', description: 'The file itself.' };
  for (const type of FILE_TYPES) body.content[type] = { schema: { ...file } };
  body.content['multipart/form-data'] = { schema: form as Schema };
}
