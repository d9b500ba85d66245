import { definedOnly } from '../objects/defined-only.js';

/**
 * The schema of `application/x-ndjson`: OpenAPI 3.0 has none for a text of JSON lines, so what a line is stands in
 * `x-line-schema`, and what the first one is, where it is another, in `x-first-line-schema`.
 */
export const linesOf = (description: string, line: object, first?: object): Record<string, unknown> => ({
  type: 'string',
  description,
  'x-line-schema': line,
  ...definedOnly({ 'x-first-line-schema': first }),
});
