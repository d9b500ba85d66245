import type { BatchRow } from '../read/batch-queries.js';
import { BatchViewDto } from '../read/batch-view.dto.js';
import type { KindName } from '../model/kind.js';
import { isTerminal } from '../model/batch-status.js';

/** A batch as it stood at one revision, written out once for however many clients. */
export interface LiveEvent {
  readonly key: number;
  readonly publicId: string;
  readonly kind: KindName;
  readonly ownerId: number;
  /** Grows with every change of the batch; the id of the event. */
  readonly revision: number;
  /** The batch has ended: nothing comes after, unless it is retried. */
  readonly isLast: boolean;
  /** The batch as JSON on one line, so that no text of a caller can forge a line of the stream. */
  readonly json: string;
}

/** `snapshot`: how it stood when the client came; `changed`: how it stands since. Both show the whole batch. */
export type LiveEventName = 'snapshot' | 'changed';

export function toLiveEvent(row: BatchRow): LiveEvent {
  const { key, publicId, kind, ownerId, revision } = row;
  const json = JSON.stringify(BatchViewDto.from(row));
  return { key, publicId, kind, ownerId, revision, isLast: isTerminal(row.status), json };
}

const frames = new WeakMap<LiveEvent, string>();

/** The event as a change in a Server-Sent Events stream; the same text for every client. */
export function changeFrame(event: LiveEvent): string {
  const known = frames.get(event);
  if (known !== undefined) return known;
  const frame = toFrame('changed', event);
  frames.set(event, frame);
  return frame;
}

export const toFrame = (name: LiveEventName, { revision, json }: LiveEvent): string =>
  `event: ${name}\nid: ${revision}\ndata: ${json}\n\n`;

/** The event as a WebSocket message. */
export const toMessage = (name: LiveEventName, { publicId, revision, json }: LiveEvent): string =>
  `{"type":"event","event":"${name}","batch_id":${JSON.stringify(publicId)},"id":${revision},"batch":${json}}`;
