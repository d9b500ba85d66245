import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

import { documentErrors } from './document-errors.js';
import { ErrorBodyDto } from './error-body.dto.js';

/** Where Swagger UI and the OpenAPI document are served; public, like every path below it. */
export const DOCS_PATH = '/docs';

/** The OpenAPI document, from the controllers and the docstrings of the DTOs. */
export function createApiDocument(app: INestApplication): OpenAPIObject {
  const info = new DocumentBuilder()
    .setTitle('Batchwright')
    .setDescription('Batches of work, every item carried to exactly one recorded outcome.')
    .setVersion('1')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, 'key')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'The same key in the other header.' }, 'bearer')
    .addSecurityRequirements('key')
    .addSecurityRequirements('bearer')
    .build();
  return documentErrors(leaveOutDefaults(SwaggerModule.createDocument(app, info, { extraModels: [ErrorBodyDto] })));
}

/** A value with a default need not be sent; the decorators call it required because the property always has a value. */
function leaveOutDefaults(document: OpenAPIObject): OpenAPIObject {
  for (const item of Object.values(document.paths))
    for (const operation of [item.get, item.post, item.put, item.patch, item.delete])
      for (const parameter of operation?.parameters ?? [])
        if ('name' in parameter && parameter.schema !== undefined && 'default' in parameter.schema)
          parameter.required = false;
  for (const schema of Object.values(document.components?.schemas ?? {}))
    if ('required' in schema)
      schema.required = schema.required?.filter((name) => !('default' in (schema.properties?.[name] ?? {})));
  return document;
}

/** Serves Swagger UI at /docs and the document at /docs-json. The document is made when it is first asked for, not at every start. */
export function serveApiDocument(app: INestApplication): void {
  SwaggerModule.setup(DOCS_PATH.slice(1), app, () => createApiDocument(app), {
    jsonDocumentUrl: 'docs-json',
    swaggerOptions: { persistAuthorization: false, queryConfigEnabled: false, tryItOutEnabled: true },
  });
}
