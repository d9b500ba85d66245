import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Route } from '../platform/http/route-policy.js';
import { Metrics } from '../platform/health/metrics.js';

/** Metrics of this process. */
@ApiTags('Service')
@Controller('api/v1/metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  /** Returns the metrics as Prometheus text, or as JSON with `Accept: application/json`. */
  @Get()
  @Route({ scope: 'admin' })
  @ApiOkResponse({
    content: {
      'text/plain': { schema: { type: 'string' } },
      'application/json': { schema: { type: 'array', items: { type: 'object' } } },
    },
  })
  async getMetrics(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { registry } = this.metrics;
    if (prefersJson(request.headers.accept)) await reply.send(await registry.getMetricsAsJSON());
    else await reply.header('Content-Type', registry.contentType).send(await registry.metrics());
  }
}

/** Whether JSON is preferred to text: scrapers list text first, or accept anything. */
const prefersJson = (accept = ''): boolean => {
  const types = accept.split(',').map((type) => type.split(';', 1)[0]?.trim());
  const json = types.indexOf('application/json');
  const text = types.findIndex((type) => type?.startsWith('text/') === true || type === 'application/openmetrics-text');
  return json >= 0 && (text < 0 || json < text);
};
