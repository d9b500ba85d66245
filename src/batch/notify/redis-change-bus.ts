import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { guardWith } from '../../platform/egress/guard-handlers.js';
import { RedisLink } from '../../platform/redis/redis-link.js';
import { ChangeBus, type ChangeNotice } from './change-bus.js';
import { LocalChangeBus } from './local-change-bus.js';

const CHANNEL = 'batchwright:hints';

/**
 * Hints between processes by Redis pub/sub. This process hears its own at once and whatever happens to Redis; the others are
 * late by one trip, or hear nothing while it is down.
 */
@Injectable()
export class RedisChangeBus extends ChangeBus {
  private readonly local = new LocalChangeBus();
  private readonly self = randomUUID();

  constructor(private readonly link: RedisLink) {
    super();
    // Connects now: what is published before a hasty connection is there is lost.
    void link.hasty;
    const ear = link.client('patient');
    const guard = guardWith((error) => link.note(error));
    ear.on(
      'message',
      guard((_channel: string, text: string) => this.hear(text)),
    );
    // The library subscribes again after every reconnection.
    ear.subscribe(CHANNEL).catch((error: unknown) => link.note(error));
  }

  publish(hint: ChangeNotice): void {
    this.local.publish(hint);
    const { batchId, source } = hint;
    const text = JSON.stringify({ from: this.self, batchId, ...(source === undefined ? {} : { source }) });
    this.link.hasty.publish(CHANNEL, text).catch((error: unknown) => this.link.note(error));
  }

  subscribe(listener: (hint: ChangeNotice) => void): () => void {
    return this.local.subscribe(listener);
  }

  private hear(text: string): void {
    const hint = readChangeNotice(text);
    if (hint !== undefined && hint.from !== this.self) this.local.publish(hint.hint);
  }
}

/** The hint of a message; undefined for anything else that somebody may have put on the channel. */
function readChangeNotice(text: string): { readonly from: string; readonly hint: ChangeNotice } | undefined {
  if (text.length > 1000) return undefined;
  try {
    const { from, batchId, source } = JSON.parse(text) as Record<string, unknown>;
    if (typeof from !== 'string' || !Number.isSafeInteger(batchId)) return undefined;
    return {
      from,
      hint: { batchId: Number(batchId), ...(typeof source === 'string' ? { source } : {}) },
    };
  } catch {
    return undefined;
  }
}
