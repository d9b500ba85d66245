import type { TransactionalResult } from '../../batch/model/items/submission.js';
import type { ItemError } from '../../platform/errors/app-error.js';
import type { InsertedContact } from '../kind/contact-analysis.handler.js';
import type { ContactInput } from '../store/contact-row.js';
import type { ContactBatchResultDto, ContactErrorDto, ContactResultDto } from './contact-analysis.dto.js';

/** Published result of an insert. */
const INSERTED = { message: 'Inserted successfully' } as const;
/** Result in a dry run, which inserts nothing. */
const WOULD_BE_INSERTED = { message: 'Would be inserted' } as const;

type ContactResult = TransactionalResult<ContactInput, InsertedContact>['items'][number];

/** Renders a batch and the result of each contact as the contacts API publishes them. */
export function renderContacts(
  result: TransactionalResult<ContactInput, InsertedContact>,
  elapsedMs: number,
): ContactBatchResultDto {
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
