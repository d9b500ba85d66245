import { Injectable } from '@nestjs/common';
import { type Accepted, BatchSubmitter } from '../../batch/submit/batch-submitter.js';
import type { Answer, TransactionalResult, Submission } from '../../batch/model/submission.js';
import { TransactionalInRequest } from '../../batch/transactional/transactional-in-request.js';
import { AppError, type ItemError } from '../../platform/errors/app-error.js';
import { errorBody } from '../../platform/http/error-body.js';
import type { ContactBatchResultDto, ContactErrorDto, ContactResultDto } from './contact-analysis.dto.js';
import type { ContactOptions } from '../input/contact-options.js';
import { ContactAnalysisHandler, type InsertedContact } from '../kind/contact-analysis.handler.js';
import type { ContactInput } from '../store/contact-row.js';

/** Published result of an insert. */
const INSERTED = { message: 'Inserted successfully' } as const;
/** Result in a dry run, which inserts nothing. */
const WOULD_BE_INSERTED = { message: 'Would be inserted' } as const;

type ContactResult = TransactionalResult<ContactInput, InsertedContact>['items'][number];

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
      const body = toBody(result, performance.now() - startedAt);
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

function toBody(result: TransactionalResult<ContactInput, InsertedContact>, elapsedMs: number): ContactBatchResultDto {
  const { counters, publicId } = result.batch;
  const share = round(elapsedMs / counters.total);
  return {
    batch_id: result.validateOnly ? null : publicId,
    total: counters.total,
    successful: counters.succeeded,
    failed: counters.failed,
    results: result.items.map((item) => toResult(item, share, result.validateOnly ? WOULD_BE_INSERTED : INSERTED)),
    processing_time_ms: round(elapsedMs),
  };
}

function toResult(
  { input, outcome, ref, metadata }: ContactResult,
  share: number,
  inserted: { readonly message: string },
): ContactResultDto {
  const result: ContactResultDto =
    outcome.status === 'succeeded'
      ? { id: outcome.output.id, status: 'success', result: inserted, processing_time_ms: share }
      : { id: input.id, status: 'error', result: null, processing_time_ms: share, error: toError(outcome.error) };
  if (ref !== undefined) result.ref = ref;
  if (metadata !== undefined) result.metadata = metadata;
  return result;
}

const toError = ({ code, message }: ItemError): ContactErrorDto => ({ code, message });

const round = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000;
