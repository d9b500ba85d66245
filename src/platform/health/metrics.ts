import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { EventLoopStretches } from '../observability/event-loop-stretches.js';
import { ProcessHealth } from './process-health.js';

/** Upper bounds in seconds: from a read on a local database to the longest synchronous submission. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];
const METHODS = new Set(['GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'HEAD', 'OPTIONS']);

/**
 * This process's metrics. Labels come from short lists only (route patterns, methods, status classes, kinds), never
 * ids or URLs, so the number of series is bounded.
 */
@Injectable()
export class Metrics implements OnModuleInit {
  readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request line to the last byte of the response.',
    labelNames: ['route', 'method', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    health: ProcessHealth,
    stretches: EventLoopStretches,
  ) {
    collectDefaultMetrics({ register: this.registry });
    stretches.exportTo(this.registry);
    new Gauge({
      name: 'database_pool_connections',
      help: 'Connections to the database, and requests that wait for one.',
      labelNames: ['state'],
      registers: [this.registry],
      collect() {
        for (const [state, count] of Object.entries(health.pool())) this.set({ state }, count);
      },
    });
  }

  onModuleInit(): void {
    this.host.httpAdapter.getInstance().addHook('onResponse', async (request, reply) => {
      const labels = {
        route: request.routeOptions.url ?? 'unmatched',
        method: METHODS.has(request.method) ? request.method : 'other',
        status: `${Math.floor(reply.statusCode / 100)}xx`,
      };
      this.requests.observe(labels, reply.elapsedTime / 1000);
    });
  }
}
