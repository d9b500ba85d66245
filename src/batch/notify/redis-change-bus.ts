import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { guardWith } from '../../platform/egress/guard-handlers.js';
import { RedisLink } from '../../platform/redis/redis-link.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import { ChangeBus, type ChangeNotice } from './change-bus.js';
import { LocalChangeBus } from './local-change-bus.js';

/** Unchanged since the first release, so that processes of two versions exchange notices during an upgrade. */
const CHANNEL = 'batchwright:hints';
/** Longest message that is parsed, in characters; a notice has fewer than 200. */
const MAX_MESSAGE = 1000;

/**
 * Change notices between processes by Redis pub/sub. Notices of this process reach its own listeners without Redis,
 * even while Redis is down; those of other processes are lost meanwhile.
 */
@Injectable()
export class RedisChangeBus extends ChangeBus {
  private readonly local = new LocalChangeBus();
  private readonly self = randomUUID();

  constructor(private readonly link: RedisLink) {
    super();
    // Connects now: the fail-fast connection drops what is published before it is ready.
    void link.failFast;
    const subscriber = link.client('blocking');
    const guard = guardWith((error) => link.logError(error));
    subscriber.on(
      'message',
      guard((_channel: string, text: string) => this.receive(text)),
    );
    // ioredis subscribes again after every reconnection.
    subscriber.subscribe(CHANNEL).catch((error: unknown) => link.logError(error));
  }

  publish(notice: ChangeNotice): void {
    this.local.publish(notice);
    const { batchId, source } = notice;
    const text = JSON.stringify({ from: this.self, batchId, ...definedOnly({ source }) });
    this.link.failFast.publish(CHANNEL, text).catch((error: unknown) => this.link.logError(error));
  }

  subscribe(listener: (notice: ChangeNotice) => void): () => void {
    return this.local.subscribe(listener);
  }

  private receive(text: string): void {
    const message = readMessage(text);
    if (message !== undefined && message.from !== this.self) this.local.publish(message.notice);
  }
}

/** The sender and the notice of a message; undefined for a message of another format. */
function readMessage(text: string): { readonly from: string; readonly notice: ChangeNotice } | undefined {
  if (text.length > MAX_MESSAGE) return undefined;
  try {
    const { from, batchId, source } = JSON.parse(text) as Record<string, unknown>;
    if (typeof from !== 'string' || !Number.isSafeInteger(batchId)) return undefined;
    return {
      from,
      notice: { batchId: Number(batchId), ...(typeof source === 'string' ? { source } : {}) },
    };
  } catch {
    return undefined;
  }
}
