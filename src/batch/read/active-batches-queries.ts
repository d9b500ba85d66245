import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** The count that MAX_ACTIVE_BATCHES limits. */
@Injectable()
export class ActiveBatches {
  constructor(private readonly dataSource: DataSource) {}

  /** Batches of a key and those made with it that wait, run or are paused, counted no further than `most`. */
  async of(limitKeyId: string, most: number): Promise<number> {
    const rows: { active: number }[] = await this.dataSource.query(
      `SELECT count(*)::int AS active
         FROM (SELECT FROM batches WHERE limit_key_id = $1 AND status IN ('pending', 'processing', 'paused') LIMIT $2::bigint) mine`,
      [limitKeyId, most],
    );
    return rows[0]?.active ?? 0;
  }
}
