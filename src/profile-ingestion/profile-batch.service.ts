import { Injectable } from '@nestjs/common';
import type { Actor } from '../accounts/actor.js';
import type { BatchRow } from '../batch/batch-queries.js';
import { BatchReader } from '../batch/batch-reader.js';
import { BatchSubmitter } from '../batch/batch-submitter.js';
import { ItemQueries } from '../batch/item-queries.js';
import { isTerminal } from '../batch/state.js';
import type { Answer, Submission } from '../batch/submission.js';
import { AppError } from '../platform/http/error.js';
import { AppLogger } from '../platform/observability/app-logger.js';
import { BatchWaiter } from './batch-waiter.js';
import type { ProfileOptions } from './check-options.js';
import type { ProfileInput } from './check-profile.js';
import { ProfileIngestionHandler } from './profile-ingestion.handler.js';
import type { BatchReply } from './profile-row.js';
import { renderBatch } from './render-batch.js';

export type ProfileSubmission = Submission<ProfileInput, ProfileOptions>;

/** How a submission wants to be answered. */
export interface Waiting {
  readonly maxConcurrent: number;
  /** `Prefer: respond-async`: 202 at once. */
  readonly isAsync: boolean;
  /** Aborted when the caller has gone; the work goes on. */
  readonly gone: AbortSignal;
}

/** Items read for one reply; a batch of the shared API may have more, whose items are read there. */
const SHOWN_ITEMS = 100;

/** S4: submits profiles, and waits for them as long as the caller and the budget allow. */
@Injectable()
export class ProfileBatchService {
  constructor(
    private readonly submitter: BatchSubmitter,
    private readonly handler: ProfileIngestionHandler,
    private readonly reader: BatchReader,
    private readonly items: ItemQueries,
    private readonly waiter: BatchWaiter,
    private readonly log: AppLogger,
  ) {}

  /** 200 with the seed's reply when the batch ended in time; 202 with the results so far when not. */
  async submit(submission: ProfileSubmission, waiting: Waiting): Promise<Answer & { readonly publicId: string }> {
    const accepted = await this.submitter.submit(this.handler, submission, { maxConcurrent: waiting.maxConcurrent });
    const { publicId, replayed } = accepted;
    if (submission.validateOnly) return { status: 200, replayed, publicId, body: verdicts(submission) };
    const { actor } = submission;
    const batch = waiting.isAsync
      ? await this.reader.get(actor, publicId)
      : await this.waiter.untilEnded(actor, publicId, waiting.gone);
    this.log.info('profiles submitted', {
      batch: publicId,
      size: submission.items.length,
      replayed,
      status: batch.status,
      succeeded: batch.succeeded,
    });
    const isDone = isTerminal(batch.status) && !waiting.isAsync;
    return { status: isDone ? 200 : 202, replayed, publicId, body: await this.render(batch) };
  }

  /** The batch as it stands. Throws NOT_FOUND for one of another kind, too. */
  async status(actor: Actor, publicId: string): Promise<BatchReply> {
    const batch = await this.reader.get(actor, publicId);
    if (batch.kind !== this.handler.kind.name) throw new AppError('NOT_FOUND', `There is no batch ${publicId}.`);
    return this.render(batch);
  }

  private async render(batch: BatchRow): Promise<BatchReply> {
    const items = await this.items.page(batch.key, { statuses: null, code: null }, -1, SHOWN_ITEMS);
    return renderBatch(batch, items, new Date());
  }
}

/** What a dry run answers: the batch as it would begin, nothing stored. */
function verdicts({ items }: ProfileSubmission): object {
  return {
    batch_id: null,
    total_requested: items.length,
    successful: 0,
    failed: 0,
    results: [],
    validate_only: true,
    valid: items.map(({ input }, index) => ({ index, linkedin_url: input.linkedin_url, valid: true })),
  };
}
