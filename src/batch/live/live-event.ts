import type { BatchRow } from '../read/batch-queries.js';
import { BatchViewDto } from '../read/batch-view.dto.js';
import type { KindName } from '../model/kinds/kind.js';
import { isTerminal } from '../model/status/batch-status.js';

/** A batch at one revision, serialized once for all clients. */
export interface LiveEvent {
  readonly key: number;
  readonly publicId: string;
  readonly kind: KindName;
  readonly ownerId: number;
  /** Grows with every change of the batch; used as the id of the event. */
  readonly revision: number;
  /** Whether the batch has ended: no further event follows unless it is retried. */
  readonly isLast: boolean;
  /** The batch as JSON on one line, so that no text of a caller can inject a line into the stream. */
  readonly json: string;
}

/**
 * `snapshot`: the batch when the client subscribed; `changed`: the batch after a change. Both contain the whole batch.
 */
type LiveEventName = 'snapshot' | 'changed';

export function toLiveEvent(row: BatchRow): LiveEvent {
  const { key, publicId, kind, ownerId, revision } = row;
  const json = JSON.stringify(BatchViewDto.from(row));
  return { key, publicId, kind, ownerId, revision, isLast: isTerminal(row.status), json };
}

const frames = new WeakMap<LiveEvent, string>();

/** A `changed` event as Server-Sent Events text, cached because it is the same for every client. */
export function changeFrame(event: LiveEvent): string {
  const cached = frames.get(event);
  if (cached !== undefined) return cached;
  const frame = toFrame('changed', event);
  frames.set(event, frame);
  return frame;
}

export const toFrame = (name: LiveEventName, { revision, json }: LiveEvent): string =>
  `event: ${name}\nid: ${revision}\ndata: ${json}\n\n`;

/** The event as a WebSocket message. */
export const toMessage = (name: LiveEventName, { publicId, revision, json }: LiveEvent): string =>
  `{"type":"event","event":"${name}","batch_id":${JSON.stringify(publicId)},"id":${revision},"batch":${json}}`;
