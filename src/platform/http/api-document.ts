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
  return documentErrors(SwaggerModule.createDocument(app, info, { extraModels: [ErrorBodyDto] }));
}

/** Serves Swagger UI at /docs and the document at /docs-json. The document is made when it is first asked for, not at every start. */
export function serveApiDocument(app: INestApplication): void {
  SwaggerModule.setup(DOCS_PATH.slice(1), app, () => createApiDocument(app), {
    jsonDocumentUrl: 'docs-json',
    swaggerOptions: { persistAuthorization: false, queryConfigEnabled: false, tryItOutEnabled: true },
  });
}
