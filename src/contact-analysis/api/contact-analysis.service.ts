import { Injectable } from '@nestjs/common';
import { type Accepted, BatchSubmitter } from '../../batch/submit/batch-submitter.js';
import type { Answer, Submission } from '../../batch/model/items/submission.js';
import { TransactionalInRequest } from '../../batch/transactional/transactional-in-request.js';
import { AppError } from '../../platform/errors/app-error.js';
import { errorBody } from '../../platform/http/error-body.js';
import type { ContactOptions } from '../input/contact-options.js';
import { ContactAnalysisHandler } from '../kind/contact-analysis.handler.js';
import type { ContactInput } from '../store/contact-row.js';
import { renderContacts } from './render-contacts.js';

/** Inserts contacts in bulk and renders the result of each. */
@Injectable()
export class ContactAnalysisService {
  constructor(
    private readonly runner: TransactionalInRequest,
    private readonly submitter: BatchSubmitter,
    private readonly handler: ContactAnalysisHandler,
  ) {}

  /** Inserts the batch. A failed atomic batch is a 409 with every item's result in `details`. */
  insert(submission: Submission<ContactInput, ContactOptions>, traceId: string): Promise<Answer> {
    const startedAt = performance.now();
    return this.runner.submit(this.handler, submission, (result) => {
      const body = renderContacts(result, performance.now() - startedAt);
      if (!result.rolledBack || result.validateOnly) return { status: 200, body };
      return {
        status: 409,
        body: errorBody(new AppError('ATOMIC_BATCH_FAILED', undefined, { details: { ...body } }), traceId),
      };
    });
  }

  /** Accepts the batch for a worker to insert. */
  submit(submission: Submission<ContactInput, ContactOptions>): Promise<Accepted> {
    return this.submitter.submit(this.handler, submission);
  }
}
