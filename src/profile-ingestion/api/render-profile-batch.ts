import type { BatchRow } from '../../batch/read/batch-queries.js';
import type { ItemRow } from '../../batch/read/item-queries.js';
import { toItemError } from '../../platform/errors/app-error.js';
import { isPlainObject } from '../../platform/http/faults.js';
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

/** Path of the status route of a batch. */
const statusUrl = (publicId: string): string => `/api/v1/profiles/batch-enhanced/${publicId}`;

const isOutput = (output: ItemRow['output']): output is ItemRow['output'] & ProfileOutput =>
  output !== null && isPlainObject(output['profile']);

/** The address as shown in responses: canonical, with its trailing slash. */
function canonicalUrl(input: ItemRow['input']): string {
  const written = typeof input['linkedin_url'] === 'string' ? input['linkedin_url'] : '';
  const parsed = parseProfileUrl(written);
  return 'error' in parsed ? written : parsed.url;
}

/** The `ref` and `metadata` of an item; absent when the item has none. */
const extrasOf = ({ ref, metadata }: ItemRow): RowExtras => ({
  ...(ref === null ? {} : { ref }),
  ...(metadata === null ? {} : { metadata }),
});

/** Rows of the items that have ended, in request order; cancelled items are shown as failed. */
function profileRows(items: readonly ItemRow[]): readonly ProfileRow[] {
  return items.flatMap((item): ProfileRow[] => {
    if (item.status === 'pending' || item.status === 'running') return [];
    const row = isOutput(item.output)
      ? succeededRow(item.output)
      : failedRow(canonicalUrl(item.input), item.error ?? toItemError(erasedError()), item.endedAt ?? new Date());
    return [{ ...row, ...extrasOf(item) }];
  });
}

/** Further values that a response is rendered from. */
interface RenderContext {
  /** Successes that were erased since: they are shown and counted as failed. */
  readonly erased: number;
  /**
   * Whether this is the response to a submission that waited for the end; a replayed 202 and the status route keep
   * `status` after the end.
   */
  readonly isDone: boolean;
}

/** Renders the current state of a batch: the full response when it is done, else with `status` and `status_url`. */
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
