import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import { RateLimits } from '../../accounts/rates/rate-limits.js';
import { seesAll } from '../../accounts/rights/visibility.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { KindName } from '../model/kinds/kind.js';
import { readableKinds, readsItems } from '../model/kinds/read-scopes.js';
import { SecretBox } from './secret-box.js';
import { newSigningSecret } from './sign-message.js';
import { WebhookDeliverer } from './webhook-deliverer.js';
import { WEBHOOK_EVENTS } from './webhook-event.js';
import { type DeliveryRow, type EndpointRow, MAX_ENDPOINTS, WebhookStore } from './webhook-store.js';
import { WebhookUrls } from './webhook-urls.js';
import type { NewWebhookDto } from './webhooks.dto.js';
import { toPage, type Page } from '../../platform/http/paging.js';

/** An endpoint and its new secret. */
interface WithSecret {
  readonly row: EndpointRow;
  readonly secret: string;
}

/**
 * Manages webhook endpoints. Another owner's endpoint is NOT_FOUND; an admin may manage the endpoints of all owners.
 */
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

  /** Throws VALIDATION_ERROR for a URL that is not allowed, CONFLICT when the owner has MAX_ENDPOINTS endpoints. */
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
      itemKinds: itemKindsOf(actor),
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
    const sealed = this.box.seal(secret, id);
    const row = await this.store.rotate(id, ownerOf(actor), {
      callerId: actor.userId,
      secret: sealed,
      itemKinds: itemKindsOf(actor),
    });
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
    return toPage(
      rows.map((row) => readableBy(actor, row)),
      limit,
      (last) => last.id,
    );
  }

  /** Throws CONFLICT for a disabled endpoint, RATE_LIMITED after too many redeliveries and tests of the owner. */
  async redeliver(actor: Actor, id: string, deliveryId: number): Promise<DeliveryRow> {
    const endpoint = await this.find(actor, id);
    if (endpoint.disabledAt !== null) throw disabled();
    await this.limits.count('webhook', String(endpoint.ownerId));
    const row = await this.store.redeliver(endpoint.id, deliveryId);
    if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such delivery.');
    this.deliverer.wake();
    return readableBy(actor, row);
  }

  /** Throws CONFLICT for an endpoint that is disabled or has no URL, RATE_LIMITED like `redeliver`. */
  async test(actor: Actor, id: string): Promise<DeliveryRow> {
    const endpoint = await this.find(actor, id);
    if (endpoint.disabledAt !== null) throw disabled();
    if (endpoint.url === null) throw new AppError('CONFLICT', 'The endpoint has no URL to test.');
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

/** The kinds whose items the messages to an endpoint of this caller may name; null for all, later ones included. */
const itemKindsOf = (actor: Actor): readonly KindName[] | null => (seesAll(actor) ? null : readableKinds(actor));

/** A delivery whose message names items to a caller only who may read those of the batch's kind. */
function readableBy(actor: Actor, row: DeliveryRow): DeliveryRow {
  const { data } = row.payload as { readonly data?: Readonly<Record<string, unknown>> };
  const { kind, failed_items: items } = data ?? {};
  if (!Array.isArray(items) || readsItems(actor, String(kind))) return row;
  const named = items.map((item: object) => ({ ...item, ref: null, metadata: null }));
  return { ...row, payload: { ...row.payload, data: { ...data, failed_items: named } } };
}

const ownerOf = (actor: Actor): number | null => (seesAll(actor) ? null : actor.userId);
const noEndpoint = (): AppError => new AppError('NOT_FOUND', 'There is no such webhook.');
const disabled = (): AppError =>
  new AppError('CONFLICT', 'The endpoint is disabled; rotating its secret enables it again.');
