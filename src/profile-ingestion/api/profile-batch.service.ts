import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/actor.js';
import { BatchReader } from '../../batch/read/batch-reader.js';
import { BatchSubmitter } from '../../batch/submit/batch-submitter.js';
import { isTerminal } from '../../batch/model/batch-status.js';
import type { Answer, Submission } from '../../batch/model/submission.js';
import { AppError } from '../../platform/errors/app-error.js';
import { BatchWaiter } from './batch-waiter.js';
import type { ProfileOptions } from '../input/profile-options.js';
import type { ProfileInput } from '../input/check-profile.js';
import { ProfileIngestionHandler } from '../kind/profile-ingestion.handler.js';
import { ProfileReplies } from './profile-replies.js';
import type { BatchReply } from '../pipeline/profile-row.js';

export type ProfileSubmission = Submission<ProfileInput, ProfileOptions>;

/** How a submission wants to be answered. */
export interface Waiting {
  readonly maxConcurrent: number;
  /** `Prefer: respond-async`: 202 at once. */
  readonly isAsync: boolean;
  /** Aborted when the caller has gone; the work goes on. */
  readonly gone: AbortSignal;
}

/** S4: submits profiles, and waits for them as long as the caller and the budget allow. */
@Injectable()
export class ProfileBatchService {
  constructor(
    private readonly submitter: BatchSubmitter,
    private readonly handler: ProfileIngestionHandler,
    private readonly reader: BatchReader,
    private readonly replies: ProfileReplies,
    private readonly waiter: BatchWaiter,
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
    const isDone = isTerminal(batch.status) && !waiting.isAsync;
    return { status: isDone ? 200 : 202, replayed, publicId, body: await this.replies.of(batch, isDone) };
  }

  /**
   * The batch as it stands, with its `status` also once it has ended: pollers stop by it. Throws NOT_FOUND for one of another
   * kind, too.
   */
  async status(actor: Actor, publicId: string): Promise<BatchReply> {
    const batch = await this.reader.get(actor, publicId);
    if (batch.kind !== this.handler.kind.name) throw new AppError('NOT_FOUND', `There is no batch ${publicId}.`);
    return this.replies.of(batch, false);
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
