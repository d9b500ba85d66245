import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import type { BatchRow } from '../../batch/read/batch-queries.js';
import { BatchReader } from '../../batch/read/batch-reader.js';
import { BatchSubmitter } from '../../batch/submit/batch-submitter.js';
import { isTerminal } from '../../batch/model/status/batch-status.js';
import type { Answer, Submission } from '../../batch/model/items/submission.js';
import { AppError } from '../../platform/errors/app-error.js';
import { BatchWaiter } from './batch-waiter.js';
import type { ProfileOptions } from '../input/profile-options.js';
import type { ProfileInput } from '../input/check-profile.js';
import { ProfileIngestionHandler } from '../kind/profile-ingestion.handler.js';
import { ProfileSpending } from './profile-spending.js';
import { ProfileReplies } from './profile-replies.js';
import type { ProfileSpendingDto } from './profile-batch.dto.js';
import type { BatchReply } from '../pipeline/profile-row.js';

type ProfileSubmission = Submission<ProfileInput, ProfileOptions>;

/** How long a submission waits for the results. */
interface Waiting {
  readonly maxConcurrent: number;
  /** Whether the request has `Prefer: respond-async`: responds with 202 at once. */
  readonly isAsync: boolean;
  /** Length of the API key that was sent. */
  readonly keyLength: number;
  /** Aborted when the client disconnects; the work continues. */
  readonly gone: AbortSignal;
}

/** Submits profiles and waits for them as long as the client and the time budget allow. */
@Injectable()
export class ProfileIngestionService {
  constructor(
    private readonly submitter: BatchSubmitter,
    private readonly handler: ProfileIngestionHandler,
    private readonly reader: BatchReader,
    private readonly replies: ProfileReplies,
    private readonly waiter: BatchWaiter,
    private readonly spending: ProfileSpending,
  ) {}

  /** 200 with the full response when the batch ended in time, else 202 with the results so far. */
  async submit(submission: ProfileSubmission, waiting: Waiting): Promise<Answer & { readonly publicId: string }> {
    const accepted = await this.submitter.submit(this.handler, submission, { maxConcurrent: waiting.maxConcurrent });
    const { publicId, replayed } = accepted;
    if (submission.validateOnly) return { status: 200, replayed, publicId, body: this.dryRunReply(submission) };
    const { actor } = submission;
    const batch = waiting.isAsync
      ? await this.reader.get(actor, publicId)
      : await this.waiter.untilEnded({ actor, keyLength: waiting.keyLength }, publicId, waiting.gone);
    const isDone = isTerminal(batch.status) && !waiting.isAsync;
    return { status: isDone ? 200 : 202, replayed, publicId, body: await this.replies.of(batch, isDone) };
  }

  /**
   * The current state of a batch, with `status` also after the end, so that pollers can stop. Throws NOT_FOUND, also
   * for a batch of another kind.
   */
  async status(actor: Actor, publicId: string): Promise<BatchReply> {
    return this.replies.of(await this.find(actor, publicId), false);
  }

  /** Paid questions of a batch so far. Throws NOT_FOUND, also for a batch of another kind. */
  async spendingOf(actor: Actor, publicId: string): Promise<ProfileSpendingDto> {
    const batch = await this.find(actor, publicId);
    return { batch_id: batch.publicId, spending: await this.spending.of(batch.key, batch.options) };
  }

  private async find(actor: Actor, publicId: string): Promise<BatchRow> {
    const batch = await this.reader.get(actor, publicId);
    if (batch.kind !== this.handler.kind.name) throw new AppError('NOT_FOUND', `There is no batch ${publicId}.`);
    return batch;
  }

  /** Response of a dry run: the batch as it would start, nothing stored. */
  private dryRunReply({ items, options }: ProfileSubmission): object {
    return {
      batch_id: null,
      total_requested: items.length,
      successful: 0,
      failed: 0,
      results: [],
      validate_only: true,
      valid: items.map(({ input }, index) => ({ index, linkedin_url: input.linkedin_url, valid: true })),
      spending_preview: this.spending.preview(
        options,
        items.map(({ input }) => input),
      ),
    };
  }
}
