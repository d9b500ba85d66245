import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppConfig } from '../../platform/config/config.js';
import type { KindName } from '../model/kinds/kind.js';
import { LEASE_SETTINGS } from '../model/status/lease.settings.js';

/** Numbers of open batches and of stuck ones. */
interface OpenBatches {
  /** Batches without a worker, which wait for one or for a time at which an item is due. */
  readonly waiting: number;
  /** Batches with a worker. */
  readonly processing: number;
  readonly paused: number;
  readonly runningItems: number;
  /** Batches with a lease that expired more than two lease times ago and whose items no other worker has taken over. */
  readonly stuck: number;
}

/** Reads the load of the engine over all processes. */
@Injectable()
export class EngineLoad {
  constructor(
    private readonly dataSource: DataSource,
    private readonly config: AppConfig,
  ) {}

  /** The load of one kind, or of all when `kind` is null. */
  async read(kind: KindName | null = null): Promise<OpenBatches> {
    const rows: OpenBatches[] = await this.dataSource.query(
      `SELECT count(*) FILTER (WHERE status <> 'paused' AND workers = 0)::integer AS waiting,
              count(*) FILTER (WHERE status <> 'paused' AND workers > 0)::integer AS processing,
              count(*) FILTER (WHERE status = 'paused')::integer AS paused,
              coalesce(sum(running_count), 0)::integer AS "runningItems",
              count(*) FILTER (WHERE status = 'processing' AND id = ANY (ARRAY(
                SELECT batch_id FROM batch_leases WHERE lease_until < now() - $2 * interval '1 second')))::integer AS stuck
         FROM batches WHERE status IN ('pending', 'processing', 'paused') AND ($1::text IS NULL OR kind = $1)`,
      [kind, 2 * LEASE_SETTINGS.of(this.config).LEASE_SECONDS],
    );
    return rows[0] ?? { waiting: 0, processing: 0, paused: 0, runningItems: 0, stuck: 0 };
  }
}
