import { ApiExtension } from '@nestjs/swagger';
import { EXAMPLE_EXTENSION, FILE_EXTENSION, LINES_EXTENSION } from './document-routes.js';
import { linesOf } from './line-schema.js';

/**
 * The example of a route's JSON body in the OpenAPI document, and so what Swagger UI sends. It must succeed as it
 * stands on a service without data, and a second time; a test sends every one twice.
 */
export const BodyExample = (example: object): MethodDecorator => ApiExtension(EXAMPLE_EXTENSION, example);

/** Documents that the body may also be JSON lines, and what the lines are. */
export const BodyLines = (description: string, schemas: { readonly first?: object } = {}): MethodDecorator =>
  ApiExtension(LINES_EXTENSION, linesOf(description, {}, schemas.first));

/** Documents that the body may also be a file, raw or as the part `file` of a form with these fields beside it. */
export const BodyFile = (fields: Readonly<Record<string, object>>): MethodDecorator =>
  ApiExtension(FILE_EXTENSION, {
    type: 'object',
    required: ['file'],
    properties: { file: { type: 'string', format: 'binary', description: 'The file.' }, ...fields },
  });
