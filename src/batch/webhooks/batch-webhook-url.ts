import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SecretBox } from './secret-box.js';
import { newSigningSecret } from './sign-message.js';
import { WEBHOOK_EVENTS } from './webhook-event.js';
import { WebhookStore } from './webhook-store.js';
import { WebhookUrls } from './webhook-urls.js';

/**
 * Handles the `webhook_url` of a batch. Messages to it are signed with a secret of the batch's owner, stored in an
 * endpoint without a URL that is created with the first such batch; the owner finds it in the list of endpoints and
 * obtains the secret by rotating it. One secret serves all URLs of an owner, since a batch's answer has no field to
 * show one.
 */
@Injectable()
export class BatchWebhookUrl {
  constructor(
    private readonly urls: WebhookUrls,
    private readonly box: SecretBox,
    private readonly store: WebhookStore,
  ) {}

  /**
   * Checks the URL and ensures that the owner has a signing secret, in the transaction that stores the batch. Throws
   * VALIDATION_ERROR for a URL that webhooks may not be sent to.
   */
  async prepare(url: string | undefined, ownerId: number, tx: EntityManager): Promise<void> {
    if (url === undefined) return;
    this.urls.require(url, 'webhook_url');
    if (await this.store.hasForBatchUrls(ownerId, tx)) return;
    const id = randomUUID();
    const secret = this.box.seal(newSigningSecret(), id);
    await this.store.ensureForBatchUrls(
      { id, ownerId, url: null, events: WEBHOOK_EVENTS, description: null, secret, itemKinds: null },
      tx,
    );
  }
}
