import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { KindName } from '../model/kind.js';

/** Open batches that one look finds for those who watch a kind. */
const OPEN = 1000;

/** Where a watched batch stands. */
export interface BatchRevision {
  readonly key: number;
  readonly revision: number;
}

/** What the live feed asks when it looks by itself. */
@Injectable()
export class LiveQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** The revisions of all watched batches, and of the open ones of watched kinds, in one statement. */
  revisions(keys: readonly number[], kinds: readonly KindName[]): Promise<BatchRevision[]> {
    return this.dataSource.query(
      `SELECT id AS key, revision FROM batches WHERE id = ANY($1)
       UNION
       SELECT id, revision FROM batches WHERE id = ANY (ARRAY(
         SELECT id FROM batches WHERE status IN ('pending', 'processing') AND kind = ANY($2) ORDER BY queued_at LIMIT ${OPEN}))`,
      [keys, kinds],
    );
  }
}
