import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

import { documentErrors } from './document-errors.js';
import { AppError } from '../errors/app-error.js';
import { ErrorBodyDto } from './error-body.dto.js';

/** Path of Swagger UI and the OpenAPI document; public, like every path below it. */
export const DOCS_PATH = '/docs';

/** Adds to the document what no decorator can say. */
export type DocumentAddition = (document: OpenAPIObject) => OpenAPIObject;

/** The OpenAPI document, from the controllers and the docstrings of the DTOs. */
export function createApiDocument(app: INestApplication, add: DocumentAddition): OpenAPIObject {
  const info = new DocumentBuilder()
    .setTitle('Batchwright')
    .setDescription('Batches of work, every item carried to exactly one recorded outcome.')
    .setVersion('1')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, 'key')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'The same API key as a bearer token.' }, 'bearer')
    .addSecurityRequirements('key')
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, info, { extraModels: [ErrorBodyDto] });
  return documentErrors(leaveOutDefaults(add(document)));
}

/**
 * A parameter with a default is optional; the decorators mark it required because the property always has a value.
 */
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

/** The files of Swagger UI that its page asks for; its package holds source maps, logs and a manifest besides. */
const DOCS_FILE =
  /^\/docs(\/|\/(swagger-ui\.css|swagger-ui-(bundle|standalone-preset|init)\.js|favicon-(16x16|32x32)\.png))?$/;

/** Serves Swagger UI at /docs and the document at /docs-json. The document is made when it is first asked for, not at every start. */
export function serveApiDocument(app: NestFastifyApplication, add: DocumentAddition): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async ({ url }) => {
      const path = url.split('?', 1)[0] ?? '';
      if (path.startsWith(`${DOCS_PATH}/`) && !DOCS_FILE.test(path)) throw new AppError('NOT_FOUND');
    });
  SwaggerModule.setup(DOCS_PATH.slice(1), app, () => createApiDocument(app, add), {
    jsonDocumentUrl: 'docs-json',
    swaggerOptions: { persistAuthorization: false, queryConfigEnabled: false, tryItOutEnabled: true },
  });
}
