import type { MigrationInterface, QueryRunner } from 'typeorm';
import { COUNT_WITH_CURSOR, KEEPS_STATUS } from './1763000000039-item-cursor.js';

/**
 * A batch that has ended stays as it ended when it loses items: a large one is deleted in pieces, and what is left of a
 * partial batch may be its successes. So it does when what is left is written without another outcome.
 */
const STAYS_AS_IT_ENDED = 'b.completed_at IS NOT NULL AND (d.total < 0 OR d.total = 0 AND d.succeeded = 0)';

export class RemovedItems1763000000054 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COUNT_WITH_CURSOR.replace(KEEPS_STATUS, `${KEEPS_STATUS} OR ${STAYS_AS_IT_ENDED}`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(COUNT_WITH_CURSOR);
  }
}
