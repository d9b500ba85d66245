import type { ArgumentsHost } from '@nestjs/common';
import { fastify, LogController } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { ErrorFilter } from './error.filter.js';
import { RouteTable } from './route-policy.js';

describe('ErrorFilter', () => {
  it('responds with JSON although a download was being prepared', async () => {
    const filter = new ErrorFilter(new RouteTable([]));
    const http = fastify();
    http.setErrorHandler((error, request, reply) => {
      const host = { switchToHttp: () => ({ getRequest: () => request, getResponse: () => reply }) };
      filter.catch(error, host as unknown as ArgumentsHost);
    });
    http.get('/', (_request, reply) => {
      void reply.type('text/csv').header('Content-Disposition', 'attachment');
      throw new AppError('DATABASE_UNAVAILABLE', undefined, { retryAfter: 2 });
    });
    const answer = await http.inject('/');
    expect(answer.statusCode).toBe(503);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json; charset=utf-8', 'retry-after': '2' });
    expect(answer.headers).not.toHaveProperty('content-disposition');
    expect(answer.json()).toMatchObject({ error_code: 'DATABASE_UNAVAILABLE' });
    await http.close();
  });

  it('logs an upstream failure in one line without a stack', async () => {
    const lines: string[] = [];
    const filter = new ErrorFilter(new RouteTable([]));
    const http = fastify({
      logger: { stream: { write: (line) => void lines.push(line) } },
      logController: new LogController({ disableRequestLogging: true }),
    });
    http.setErrorHandler((error, request, reply) => {
      const host = { switchToHttp: () => ({ getRequest: () => request, getResponse: () => reply }) };
      filter.catch(error, host as unknown as ArgumentsHost);
    });
    http.get('/', () => {
      throw new AppError('PROVIDER_UNAVAILABLE', undefined, { cause: new Error('10.0.0.1 refused') });
    });
    expect((await http.inject('/')).statusCode).toBe(502);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 40, code: 'PROVIDER_UNAVAILABLE', status: 502 });
    expect(lines[0]).not.toMatch(/stack|refused/);
    await http.close();
  });
});
