import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { AppError } from '../errors/app-error.js';
import { documentErrors, errorDtos } from './document-errors.js';
import { documentHeaders } from './document-headers.js';
import { documentRoutes } from './document-routes.js';
import { documentSchemas } from './document-schemas.js';
import { documentModules, type Steps, takeSteps, takeStepsInTurns } from './document-steps.js';

/** Path of Swagger UI and the OpenAPI document; public, like every path below it. */
export const DOCS_PATH = '/docs';

/** What the document says about the whole API; its author knows the features, this folder does not. */
export interface ApiTexts {
  readonly title: string;
  /** Markdown. */
  readonly introduction: string;
  /** The version of the API, not of the product. */
  readonly version: string;
  /** The groups of routes in their order, each with a text; a controller's `@ApiTags` names one. */
  readonly tags: readonly { readonly name: string; readonly description: string }[];
}

/** Adds to the document what no decorator can say. */
type DocumentAddition = (document: OpenAPIObject) => OpenAPIObject;

/**
 * The OpenAPI document, from the controllers and the docstrings of the DTOs. The rules in the files beside this one add
 * what follows from a route's declaration: names, errors, headers, whole numbers, times.
 */
export const createApiDocument = (app: INestApplication, texts: ApiTexts, add: DocumentAddition): OpenAPIObject =>
  takeSteps(documentSteps(app, texts, add));

function* documentSteps(app: INestApplication, texts: ApiTexts, add: DocumentAddition): Steps<OpenAPIObject> {
  const builder = new DocumentBuilder()
    .setTitle(texts.title)
    .setDescription(texts.introduction)
    .setVersion(texts.version)
    .addServer('/', 'The service that sent this document')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'The API key.' }, 'key')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', bearerFormat: 'API key', description: 'The same API key as a bearer token.' },
      'bearer',
    )
    .addSecurityRequirements('key')
    .addSecurityRequirements('bearer');
  for (const { name, description } of texts.tags) builder.addTag(name, description);
  let document = yield* documentModules(app, builder.build(), {
    extraModels: [...errorDtos(app)],
    operationIdFactory: (_controller, method) => method,
  });
  for (const rule of [documentErrors, documentRoutes, documentHeaders, documentSchemas, add]) {
    document = rule(document);
    yield undefined;
  }
  return document;
}

/** The files of Swagger UI that its page asks for; its package holds source maps, logs and a manifest besides. */
const DOCS_FILE =
  /^\/docs(\/|\/(swagger-ui\.css|swagger-ui-(bundle|standalone-preset|init)\.js|favicon-(16x16|32x32)\.png))?$/;

/**
 * Serves Swagger UI at /docs and the document at /docs-json. The document is made when it is first asked for, not at
 * every start, and in steps.
 */
export function serveApiDocument(app: NestFastifyApplication, texts: ApiTexts, add: DocumentAddition): void {
  let document: Promise<OpenAPIObject> | undefined;
  let made: OpenAPIObject | undefined;
  const http = app.getHttpAdapter().getInstance();
  http.addHook('onRequest', async ({ url }) => {
    const path = url.split('?', 1)[0] ?? '';
    if (path.startsWith(`${DOCS_PATH}/`) && !DOCS_FILE.test(path)) throw new AppError('NOT_FOUND');
    if (!path.startsWith(DOCS_PATH)) return;
    document ??= takeStepsInTurns(documentSteps(app, texts, add));
    // One that failed is not kept: whoever asks next has it made anew.
    made = await document.catch((error: unknown) => {
      document = undefined;
      throw error;
    });
  });
  // Swagger UI's page does not say that it fits a phone, so a phone would show it as wide as a desk.
  http.addHook('onSend', async ({ routeOptions }, reply, payload) =>
    typeof payload === 'string' && isPage(routeOptions.url, reply.getHeader('content-type'))
      ? payload.replace('<head>', `<head>${VIEWPORT}`)
      : payload,
  );
  SwaggerModule.setup(DOCS_PATH.slice(1), app, () => made ?? createApiDocument(app, texts, add), {
    jsonDocumentUrl: 'docs-json',
    // YAML would be written anew for everyone who asks, 0.1 s each time, and needs no key.
    raw: ['json'],
    customSiteTitle: `${texts.title} API`,
    customCss: PHONE_CSS,
    swaggerOptions: {
      // The key is kept in the browser's storage until "Logout"; it would be lost with every reload otherwise.
      persistAuthorization: true,
      queryConfigEnabled: false,
      tryItOutEnabled: true,
      displayRequestDuration: true,
      deepLinking: true,
      docExpansion: 'list',
      defaultModelsExpandDepth: 0,
      filter: true,
    },
  });
}

const isPage = (route: string | undefined, type: unknown): boolean =>
  route?.startsWith(DOCS_PATH) === true && String(type).startsWith('text/html');

const VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1">';

/** Without it long paths, texts and tables are wider than the screen of a phone. */
const PHONE_CSS = `
.swagger-ui .topbar { display: none }
.swagger-ui .info { margin: 24px 0 }
.swagger-ui .response-col_links { display: none }
.swagger-ui code { overflow-wrap: anywhere; white-space: pre-wrap }
@media (max-width: 640px) {
  .swagger-ui .wrapper, .swagger-ui .opblock-tag { padding-left: 8px; padding-right: 8px }
  .swagger-ui .opblock-tag { flex-wrap: wrap; padding-right: 44px; position: relative }
  .swagger-ui .opblock-tag small { flex: 1 1 100%; padding: 4px 0 }
  .swagger-ui .opblock-tag .expand-operation { position: absolute; right: 8px; top: 14px }
  .swagger-ui .filter .operation-filter-input { width: 100% }
  .swagger-ui .opblock .opblock-summary { flex-wrap: wrap }
  .swagger-ui .opblock .opblock-summary-path { max-width: none; word-break: break-word }
  .swagger-ui .opblock .opblock-summary-description { flex: 1 1 100% }
  .swagger-ui .scheme-container .schemes { flex-wrap: wrap }
  .swagger-ui .opblock-body { overflow-x: auto }
  .swagger-ui table, .swagger-ui .markdown pre { display: block; max-width: 100%; overflow-x: auto }
}`;
