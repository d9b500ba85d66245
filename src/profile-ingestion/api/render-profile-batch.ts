import type { BatchRow } from '../../batch/read/batch-queries.js';
import type { ItemRow } from '../../batch/read/item-queries.js';
import { toItemError } from '../../platform/errors/app-error.js';
import { isPlainObject } from '../../platform/http/validation.js';
import { erasedError } from '../profile/erased-item.js';
import { parseProfileUrl } from '../profile/linkedin-url.js';
import {
  batchReply,
  type BatchReply,
  failedRow,
  type ProfileOutput,
  type ProfileRow,
  type RowExtras,
  succeededRow,
  unfinishedReply,
} from '../pipeline/profile-row.js';

/** Where a batch of profiles is read. */
export const statusUrl = (publicId: string): string => `/api/v1/profiles/batch-enhanced/${publicId}`;

const isOutput = (output: ItemRow['output']): output is ItemRow['output'] & ProfileOutput =>
  output !== null && isPlainObject(output['profile']);

/** The address as S4 echoes it: canonical, with its trailing slash (S4-22). */
function shownUrl(input: ItemRow['input']): string {
  const written = typeof input['linkedin_url'] === 'string' ? input['linkedin_url'] : '';
  const parsed = parseProfileUrl(written);
  return 'error' in parsed ? written : parsed.url;
}

/** What the caller gave along with an item; the seed's rows, which know neither, stay as they are without. */
const extrasOf = ({ ref, metadata }: ItemRow): RowExtras => ({
  ...(ref === null ? {} : { ref }),
  ...(metadata === null ? {} : { metadata }),
});

/** The rows of the items that have ended, in request order; cancelled ones are failed rows (S4-49). */
export function profileRows(items: readonly ItemRow[]): readonly ProfileRow[] {
  return items.flatMap((item): ProfileRow[] => {
    if (item.status === 'pending' || item.status === 'running') return [];
    const row = isOutput(item.output)
      ? succeededRow(item.output)
      : failedRow(shownUrl(item.input), item.error ?? toItemError(erasedError()), item.endedAt ?? new Date());
    return [{ ...row, ...extrasOf(item) }];
  });
}

/** What a reply is made of besides the batch and its items. */
export interface RenderContext {
  /** Successes that were erased since: their rows are failed ones, and so they count (S4-11). */
  readonly erased: number;
  /** The answer to a submission that waited for the end; a replayed 202 and the status route keep `status` after the end. */
  readonly isDone: boolean;
}

/** The reply of a batch as it stands: the seed's own when it is done, else with `status` and `status_url`. */
export function renderBatch(batch: BatchRow, items: readonly ItemRow[], { erased, isDone }: RenderContext): BatchReply {
  const facts = {
    publicId: batch.publicId,
    total: batch.total,
    succeeded: batch.succeeded - erased,
    failed: batch.failed + batch.cancelled + erased,
    startedAt: batch.startedAt ?? batch.createdAt,
    completedAt: batch.completedAt,
    processingMs: batch.processingMs,
  };
  const rows = profileRows(items);
  if (isDone) return batchReply(facts, rows);
  return unfinishedReply(facts, rows, { status: batch.status, statusUrl: statusUrl(batch.publicId) });
}
