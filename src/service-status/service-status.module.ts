import { Module } from '@nestjs/common';
import { BatchModule } from '../batch/batch.module.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';

/** Health and metrics for load balancers, supervisors and operators. */
@Module({ imports: [BatchModule], controllers: [HealthController, MetricsController] })
export class ServiceStatusModule {}
