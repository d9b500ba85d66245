import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../accounts/rights/actor.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AppError, invalid, type ItemError } from '../../platform/errors/app-error.js';
import { fault } from '../../platform/http/faults.js';
import {
  MAX_HEADLINE,
  type NewOrderDto,
  type NewProfessionalDto,
  type NewServiceDto,
} from '../read/marketplace.dto.js';
import { isOffice, MarketplaceQueries, type Views } from '../read/marketplace-queries.js';
import type { Deletable, OperationType } from '../rules/operation-type.js';
import { readPrice } from '../rules/price.js';
import { readOperation } from '../rules/read-operation.js';
import { MarketplaceStore } from '../store/marketplace-store.js';
import { ResourceStore } from '../store/resource-store.js';
import { walkOperations } from '../rules/apply-operations.js';

/** The update type whose rules apply to a change through the resource's own route. */
const UPDATED_BY: Readonly<Record<Deletable, OperationType>> = {
  orders: 'order_update',
  professionals: 'professional_approval',
  services: 'service_update',
};

/**
 * The marketplace's own routes. Changes and deletions run as single operations like those of batches, so the same
 * rights and rules apply.
 */
@Injectable()
export class MarketplaceService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: MarketplaceQueries,
    private readonly store: ResourceStore,
    private readonly rows: MarketplaceStore,
  ) {}

  /** Throws NOT_FOUND for a row that does not exist or is not visible to the actor. */
  async get<Resource extends Deletable>(
    resource: Resource,
    id: number,
    actor: Actor,
    tx?: EntityManager,
  ): Promise<Views[Resource]> {
    const row = await this.queries.find(resource, id, actor, tx);
    if (row === undefined) throw new AppError('NOT_FOUND', `There is no such row in ${resource}.`);
    return row;
  }

  /** Changes a row. Throws the error of the operation; NOT_FOUND for a row that is not visible to the actor. */
  change<Resource extends Deletable>(
    resource: Resource,
    id: number,
    data: object,
    actor: Actor,
  ): Promise<Views[Resource]> {
    return this.unitOfWork.run(async (tx) => {
      await this.get(resource, id, actor, tx);
      await this.operate(UPDATED_BY[resource], id, data, actor, tx);
      return this.get(resource, id, actor, tx);
    });
  }

  /**
   * Changes a professional: the headline here, the other fields by the operation. Throws the error of the operation,
   * VALIDATION_ERROR for an invalid headline, PERMISSION_DENIED for the headline of another user.
   */
  async changeProfessional(id: number, data: object, actor: Actor): Promise<Views['professionals']> {
    const { headline, ...approval } = data as Readonly<Record<string, unknown>>;
    if (headline === undefined) return this.change('professionals', id, approval, actor);
    if (typeof headline !== 'string' || headline.length > MAX_HEADLINE)
      throw refused('headline', `must be a string of at most ${MAX_HEADLINE} characters`, headline);
    return this.unitOfWork.run(async (tx) => {
      const { user_id: owner } = await this.get('professionals', id, actor, tx);
      if (owner !== actor.userId && !isOffice(actor)) throw denied(actor, 'write the headline of others');
      if (Object.keys(approval).length > 0) await this.operate('professional_approval', id, approval, actor, tx);
      await this.rows.setHeadline(id, headline, tx);
      return this.get('professionals', id, actor, tx);
    });
  }

  /** Deletes a row. Throws CONFLICT while other rows refer to it. */
  delete(resource: Deletable, id: number, actor: Actor): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      await this.get(resource, id, actor, tx);
      await this.operate('bulk_delete', id, { resource }, actor, tx);
    });
  }

  /** Creates an order. Throws VALIDATION_ERROR for a service that cannot be ordered, or a client that cannot order. */
  order(input: NewOrderDto, actor: Actor): Promise<Views['orders']> {
    const clientId = input.client_id ?? actor.userId;
    if (clientId !== actor.userId && !isOffice(actor)) throw denied(actor, 'order for others (client_id)');
    if (input.price !== undefined && !isOffice(actor)) throw denied(actor, 'set the price of a new order');
    return this.unitOfWork.run(async (tx) => {
      const service = await this.queries.find('services', input.service_id, actor, tx);
      if (service?.is_active !== true) throw refused('service_id', 'is not an active service', input.service_id);
      const price = readPrice(input.price) ?? null;
      const id = await this.rows.addOrder(clientId, input.service_id, { notes: input.notes ?? '', price }, tx);
      if (id === undefined) throw refused('client_id', 'is not an active user', clientId);
      return this.get('orders', id, actor, tx);
    });
  }

  /** Creates a professional's profile, not approved yet. Throws CONFLICT when the user has one. */
  addProfessional(input: NewProfessionalDto, actor: Actor): Promise<Views['professionals']> {
    const userId = input.user_id ?? actor.userId;
    const isOwn = userId === actor.userId && actor.role === 'professional';
    if (!isOwn && !isOffice(actor)) throw denied(actor, 'make this profile');
    return this.unitOfWork.run(async (tx) => {
      if (!(await this.queries.hasUser(userId, tx))) throw refused('user_id', 'is not a user', userId);
      const id = await this.rows.addProfessional(userId, input.headline ?? '', tx);
      if (id === undefined) throw new AppError('CONFLICT', 'The user has a professional profile already.');
      return this.get('professionals', id, actor, tx);
    });
  }

  /** Creates a service. Throws VALIDATION_ERROR when the professional does not exist. */
  addService(input: NewServiceDto, actor: Actor): Promise<Views['services']> {
    if (actor.role === 'client') throw denied(actor, 'offer services');
    return this.unitOfWork.run(async (tx) => {
      const service = {
        name: input.name,
        description: input.description ?? '',
        price: readPrice(input.price),
        isActive: input.is_active ?? true,
      };
      const offeredBy = {
        userId: actor.userId,
        professionalId: input.professional_id ?? null,
        isOffice: isOffice(actor),
      };
      const id = await this.rows.addService(offeredBy, service, tx);
      if (id === undefined)
        throw refused('professional_id', 'is not a professional that you may act for', input.professional_id);
      return this.get('services', id, actor, tx);
    });
  }

  private async operate(type: OperationType, id: number, data: object, actor: Actor, tx: EntityManager): Promise<void> {
    const readings = [readOperation({ resource_id: id, data }, type)];
    const tables = await this.store.lock(readings, tx);
    const referred = await this.store.findReferred(readings, tx);
    const [outcome] = walkOperations(readings, tables, referred, actor);
    if (outcome?.status === 'failed') throw toAppError(outcome.error);
    await this.store.write(tables, tx);
  }
}

const denied = (actor: Actor, deed: string): AppError =>
  new AppError('PERMISSION_DENIED', `The role ${actor.role} may not ${deed}.`);

const refused = (field: string, message: string, value: unknown): AppError =>
  invalid([fault(field, message, value, 'value_error')]);

/**
 * Converts an operation's error into that of a whole request, whose fields are at the top level of the body instead of
 * in `data`.
 */
function toAppError({ code, message, details = {} }: ItemError): AppError {
  const text = message.replace(/^data\.(\w+):? /, '$1 ');
  if (code !== 'VALIDATION_ERROR') return new AppError(code, text, { details });
  const field = String(details['field'] ?? 'body').replace(/^data\./, '');
  return invalid([fault(field, text, null, String(details['reason'] ?? 'value_error'))]);
}
