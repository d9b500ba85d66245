import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { API_TEXTS } from './api-texts.js';
import { AppModule } from '../app.module.js';
import { documentKinds } from '../batch/api/document-kinds.js';
import { serveConsole } from '../console/serve-console.js';
import type { AppConfig } from '../platform/config/config.js';
import { createHttpAdapter } from '../platform/http/adapter.js';
import { DOCS_PATH, serveApiDocument } from '../platform/http/api-document.js';
import { AppError } from '../platform/errors/app-error.js';
import { RESPONSE_HEADERS } from '../platform/http/document-headers.js';
import { ErrorFilter } from '../platform/http/error.filter.js';
import { RouteTable } from '../platform/http/route-policy.js';
import { createValidationPipe } from '../platform/http/validation.js';
import { AppLogger, createLogger } from '../platform/observability/app-logger.js';

/** Creates the application, wired but not listening; its database is open. */
export async function createApp(config: AppConfig): Promise<NestFastifyApplication> {
  const { app, routes } = await assemble(config, false);
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ErrorFilter(routes));
  if (config.corsOrigins.length > 0)
    app.enableCors({
      origin: [...config.corsOrigins],
      methods: [...CORS_METHODS],
      exposedHeaders: [...RESPONSE_HEADERS],
    });
  if (config.role === 'worker') serveStatusOnly(app.getHttpAdapter().getInstance());
  else {
    serveConsole(app.getHttpAdapter().getInstance(), config);
    serveApiDocument(app, API_TEXTS, documentKinds);
  }
  return app;
}

/** All methods of the API: the plugin's default lacks those that change and delete. */
const CORS_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Routes of a worker: health and metrics. All others belong to the API processes. */
const STATUS_PATH = /^\/api\/v1\/(health|metrics)(\/|\?|$)/;

function serveStatusOnly(http: FastifyInstance): void {
  http.addHook('onRequest', (request, _reply, done) => {
    if (STATUS_PATH.test(request.url)) done();
    else done(new AppError('NOT_FOUND', 'This process only works on batches; send requests to an API process.'));
  });
}

/** Creates the application for its OpenAPI document only: nothing is instantiated, no database opened. */
export const previewApp = async (config: AppConfig): Promise<NestFastifyApplication> =>
  (await assemble(config, true)).app;

async function assemble(
  config: AppConfig,
  preview: boolean,
): Promise<{ readonly app: NestFastifyApplication; readonly routes: RouteTable }> {
  const logger = createLogger(config);
  const routes = new RouteTable([DOCS_PATH]);
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(config, logger, routes),
    createHttpAdapter(config, logger, routes),
    { bodyParser: false, logger: new AppLogger(logger), abortOnError: false, preview },
  );
  return { app, routes };
}
