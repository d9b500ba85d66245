import { Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';

/** How the service is: for load balancers, supervisors and operators. */
@Module({ controllers: [HealthController, MetricsController] })
export class ServiceStatusModule {}
