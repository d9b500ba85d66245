import { Injectable } from '@nestjs/common';
import { constraintName } from '../../platform/database/sqlstate.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AppError } from '../../platform/errors/app-error.js';
import { likeLiteral } from '../../platform/http/query-values.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import type { Actor } from '../rights/actor.js';
import { Authenticator } from '../keys/authenticator.js';
import { type UserChange, type UserRow, UserStore } from './user-store.js';
import type { NewUserDto, UserListQueryDto } from './users.dto.js';
import { toPage, type Page } from '../../platform/http/paging.js';

/** User management. */
@Injectable()
export class UsersService {
  constructor(
    private readonly store: UserStore,
    private readonly unitOfWork: UnitOfWork,
    private readonly authenticator: Authenticator,
    private readonly log: AppLogger,
  ) {}

  /** Makes a user. Throws CONFLICT when the e-mail address is taken. */
  async create(actor: Actor, { name, email, phone, role }: NewUserDto): Promise<UserRow> {
    const user = await this.store.insert(name, email, phone ?? null, role);
    if (user === undefined) throw taken();
    this.log.info('user created', { by: actor.userId, user: user.id, role });
    return user;
  }

  /** Returns a user. Throws NOT_FOUND. */
  async get(id: number): Promise<UserRow> {
    const user = await this.store.find(id);
    if (user === undefined) throw unknown(id);
    return user;
  }

  async list({ role, q, cursor, limit }: UserListQueryDto): Promise<Page<UserRow, number>> {
    const words = q === undefined ? null : `%${likeLiteral(q)}%`;
    const rows = await this.store.page(role ?? null, words, cursor ?? 0, limit + 1);
    return toPage(rows, limit, ({ id }) => id);
  }

  /**
   * Changes a user. Changed rights apply at once in this process and within five seconds in others. Throws NOT_FOUND,
   * or CONFLICT when the e-mail address is taken or no active admin would remain.
   */
  async update(actor: Actor, id: number, change: UserChange): Promise<UserRow> {
    const user = await this.unitOfWork.run(async (tx) => {
      const demotes = change.isActive === false || (change.role !== undefined && change.role !== 'admin');
      const admins = demotes ? await this.store.lockAdmins(tx) : [];
      if (admins.length === 1 && admins[0] === id)
        throw new AppError('CONFLICT', 'The last active admin cannot be made inactive or given another role.');
      try {
        return await this.store.update(id, change, tx);
      } catch (error) {
        if (constraintName(error) === 'users_email') throw taken(error);
        throw error;
      }
    });
    if (user === undefined) throw unknown(id);
    this.authenticator.forgetAll();
    this.log.info('user changed', { by: actor.userId, user: id, fields: Object.keys(change) });
    return user;
  }
}

const taken = (cause?: unknown): AppError =>
  new AppError('CONFLICT', 'Another user has this e-mail address.', { cause });
const unknown = (id: number): AppError => new AppError('NOT_FOUND', `There is no user ${id}.`);
