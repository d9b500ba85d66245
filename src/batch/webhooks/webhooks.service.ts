import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/actor.js';
import { RateLimits } from '../../accounts/rate-limits.js';
import { seesAll } from '../../accounts/visibility.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AppError } from '../../platform/errors/app-error.js';
import { SecretBox } from './secret-box.js';
import { newSigningSecret } from './sign-message.js';
import { WebhookDeliverer } from './webhook-deliverer.js';
import { WEBHOOK_EVENTS } from './webhook-event.js';
import { type DeliveryRow, type EndpointRow, MAX_ENDPOINTS, WebhookStore } from './webhook-store.js';
import { WebhookUrls } from './webhook-urls.js';
import type { NewWebhookDto } from './webhooks.dto.js';
import { toPage, type Page } from '../../platform/http/paging.js';

/** An endpoint and the secret it was given just now. */
export interface WithSecret {
  readonly row: EndpointRow;
  readonly secret: string;
}

/** What owners do with their endpoints. Another owner's is NOT_FOUND; an admin may look after anybody's. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: WebhookStore,
    private readonly urls: WebhookUrls,
    private readonly box: SecretBox,
    private readonly deliverer: WebhookDeliverer,
    private readonly limits: RateLimits,
  ) {}

  /** Throws VALIDATION_ERROR for an address that is not allowed, CONFLICT for one endpoint too many. */
  async register(actor: Actor, { url, events, description }: NewWebhookDto): Promise<WithSecret> {
    this.urls.require(url, 'url');
    const id = randomUUID();
    const secret = newSigningSecret();
    const sealed = this.box.seal(secret, id);
    const endpoint = {
      id,
      ownerId: actor.userId,
      url,
      events: events ?? WEBHOOK_EVENTS,
      description: description ?? null,
      secret: sealed,
    };
    const row = await this.unitOfWork.run((tx) => this.store.insert(endpoint, tx));
    if (row !== undefined) return { row, secret };
    throw new AppError('CONFLICT', `There are ${MAX_ENDPOINTS} endpoints already; delete one first.`, {
      details: { limit: MAX_ENDPOINTS },
    });
  }

  list(actor: Actor): Promise<readonly EndpointRow[]> {
    return this.store.list(actor.userId);
  }

  async delete(actor: Actor, id: string): Promise<void> {
    if (!(await this.store.delete(id, ownerOf(actor)))) throw noEndpoint();
  }

  async rotateSecret(actor: Actor, id: string): Promise<WithSecret> {
    const secret = newSigningSecret();
    const row = await this.store.rotate(id, ownerOf(actor), this.box.seal(secret, id));
    if (row === undefined) throw noEndpoint();
    return { row, secret };
  }

  async deliveries(
    actor: Actor,
    id: string,
    before: number | undefined,
    limit: number,
  ): Promise<Page<DeliveryRow, number>> {
    const endpoint = await this.find(actor, id);
    const rows = await this.store.deliveries(endpoint.id, before ?? null, limit + 1);
    return toPage(rows, limit, (last) => last.id);
  }

  /** Throws RATE_LIMITED when the owner's endpoints were sent too many messages by request, CONFLICT for a disabled one. */
  async redeliver(actor: Actor, id: string, deliveryId: number): Promise<DeliveryRow> {
    const endpoint = await this.find(actor, id);
    if (endpoint.disabledAt !== null) throw disabled();
    await this.limits.count('webhook', String(endpoint.ownerId));
    const row = await this.store.redeliver(endpoint.id, deliveryId);
    if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such delivery.');
    this.deliverer.wake();
    return row;
  }

  /** Throws CONFLICT for an endpoint without an address, or one that is disabled, RATE_LIMITED like `redeliver`. */
  async test(actor: Actor, id: string): Promise<DeliveryRow> {
    const endpoint = await this.find(actor, id);
    if (endpoint.disabledAt !== null) throw disabled();
    if (endpoint.url === null) throw new AppError('CONFLICT', 'The endpoint has no address of its own to test.');
    await this.limits.count('webhook', String(endpoint.ownerId));
    const row = await this.store.insertTest(endpoint);
    if (row === undefined) throw new Error('The test was not stored.');
    this.deliverer.wake();
    return row;
  }

  private async find(actor: Actor, id: string): Promise<EndpointRow> {
    const row = await this.store.find(id, ownerOf(actor));
    if (row === undefined) throw noEndpoint();
    return row;
  }
}

const ownerOf = (actor: Actor): number | null => (seesAll(actor) ? null : actor.userId);
const noEndpoint = (): AppError => new AppError('NOT_FOUND', 'There is no such webhook.');
const disabled = (): AppError =>
  new AppError('CONFLICT', 'The endpoint is disabled; rotating its secret enables it again.');
