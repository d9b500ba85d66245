import { Injectable, type LoggerService } from '@nestjs/common';
import { type DestinationStream, pino, type Logger } from 'pino';
import type { AppConfig } from '../config/config.js';
import { loggedError, withoutValue } from './log-error.js';
import { definedOnly } from '../objects/defined-only.js';

/** Header fields that are never logged: keys and cookies. */
const REDACTED = [
  'req.headers["x-api-key"]',
  'req.headers.authorization',
  'req.headers.cookie',
  'headers["x-api-key"]',
  'headers.authorization',
];

/** The URL without keys, tickets and secrets in its query. */
export const redactUrl = (url: string): string =>
  url.replace(/([?&](?:api_?key|key|token|ticket|secret)=)[^&#]*/gi, '$1[redacted]');

/** The process's logger: JSON lines with a trace id per request. */
export const createLogger = (config: AppConfig, destination: DestinationStream = pino.destination(1)): Logger =>
  pino(
    {
      level: config.logLevel,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: REDACTED, censor: '[redacted]' },
      serializers: {
        err: (error: unknown) => loggedError(error),
        // Where one line is enough the error comes as its text.
        error: (error: unknown) => (typeof error === 'string' ? withoutValue(error) : loggedError(error)),
        req: (request: { method?: string; url?: string }) => ({
          method: request.method,
          url: redactUrl(request.url ?? ''),
        }),
      },
    },
    destination,
  );

/**
 * pino behind Nest's logger interface, so that framework and service write the same format. Events carry ids as
 * fields, never inputs.
 */
@Injectable()
export class AppLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  info(event: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.logger.info(fields, event);
  }

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  warn(message: unknown, fields?: Readonly<Record<string, unknown>> | string): void {
    this.logger.warn(asFields(fields), String(message));
  }

  error(message: unknown, fields?: Readonly<Record<string, unknown>> | string, context?: string): void {
    this.logger.error({ ...asFields(fields), ...definedOnly({ context }) }, String(message));
  }

  debug(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }
}

const asFields = (fields: Readonly<Record<string, unknown>> | string | undefined): Readonly<Record<string, unknown>> =>
  typeof fields === 'string' ? { context: fields } : (fields ?? {});
