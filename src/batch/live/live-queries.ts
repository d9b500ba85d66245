import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { KindName } from '../model/kinds/kind.js';

/** Most open batches of the watched kinds that one poll finds. */
const OPEN = 1000;

/** The current revision of a watched batch. */
export interface BatchRevision {
  readonly key: number;
  readonly revision: number;
}

/** The statement with which the live feed polls. */
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
