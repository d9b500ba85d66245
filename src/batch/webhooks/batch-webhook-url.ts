import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SecretBox } from './secret-box.js';
import { newSigningSecret } from './sign-message.js';
import { WEBHOOK_EVENTS } from './webhook-event.js';
import { WebhookStore } from './webhook-store.js';
import { WebhookUrls } from './webhook-urls.js';

/**
 * The `webhook_url` that a batch brings along. What goes there is signed with a secret of the batch's owner, held by an
 * endpoint without an address that is made with the first such batch; the owner finds it in the list of endpoints and learns
 * its secret by rotating it. One secret for all URLs of an owner: a batch has no place to show one of its own.
 */
@Injectable()
export class BatchWebhookUrl {
  constructor(
    private readonly urls: WebhookUrls,
    private readonly box: SecretBox,
    private readonly store: WebhookStore,
  ) {}

  /**
   * Judges the URL and sees to it that the owner has a secret to sign with, in the transaction that stores the batch. Throws
   * VALIDATION_ERROR for an address that no webhook may go to.
   */
  async prepare(url: string | undefined, ownerId: number, tx: EntityManager): Promise<void> {
    if (url === undefined) return;
    this.urls.require(url, 'webhook_url');
    if (await this.store.hasForBatchUrls(ownerId, tx)) return;
    const id = randomUUID();
    const secret = this.box.seal(newSigningSecret(), id);
    await this.store.ensureForBatchUrls(
      { id, ownerId, url: null, events: WEBHOOK_EVENTS, description: null, secret },
      tx,
    );
  }
}
