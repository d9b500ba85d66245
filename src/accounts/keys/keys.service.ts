import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AppError, invalid } from '../../platform/errors/app-error.js';
import { decodeTextCursor, encodeCursor, toPage, type Page } from '../../platform/http/paging.js';
import { instant } from '../../platform/http/query-values.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import type { Actor } from '../rights/actor.js';
import { issueKey } from './api-key.js';
import { Authenticator } from './authenticator.js';
import { type IssuedKeyRow, IssuedKeyStore, type ParentKey } from './issued-key-store.js';
import type { KeyListQueryDto, NewKeyDto } from './keys.dto.js';
import { allows, type ScopeName } from '../rights/scopes.js';
import { seesAll, visibleOwner } from '../rights/visibility.js';

/** Keys of one user that work at the same time. */
const MAX_KEYS = 100;

/** API keys: a caller's own, and those of every user for an admin. */
@Injectable()
export class KeysService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: IssuedKeyStore,
    private readonly authenticator: Authenticator,
    private readonly log: AppLogger,
  ) {}

  /**
   * Makes a key and returns its text, which is not stored. Throws FORBIDDEN for another user's key or a scope that the
   * caller's key lacks, NOT_FOUND for an unknown user, VALIDATION_ERROR for an expiry in the past or the scope `admin`
   * for a user without the role `admin`.
   */
  async issue(actor: Actor, dto: NewKeyDto): Promise<{ readonly row: IssuedKeyRow; readonly text: string }> {
    const userId = dto.user_id ?? actor.userId;
    if (userId !== actor.userId && !seesAll(actor))
      throw new AppError('FORBIDDEN', 'Only an admin may make keys for other users.');
    const lacking = dto.scopes.filter((scope) => !allows(actor.scopes, scope));
    if (lacking.length > 0)
      throw new AppError('FORBIDDEN', 'A key cannot be given scopes that the calling key lacks.', {
        details: { missing_scopes: lacking },
      });
    const asked = futureInstant(dto.expires_at);
    const scopes = [...new Set(dto.scopes)];
    const key = issueKey();
    const row = await this.unitOfWork.run(async (tx) => {
      await this.requireRole(userId, scopes, tx);
      const parent = seesAll(actor) ? null : await this.lockParent(actor.keyId, tx);
      const expiresAt = boundedExpiry(asked, parent?.expiresAt ?? null);
      await this.requireRoom(userId, tx);
      return this.store.insert({ key, userId, parent, name: dto.name, scopes, expiresAt }, tx);
    });
    this.log.info('key issued', { by: actor.userId, user: userId, key: key.id, scopes });
    return { row, text: key.text };
  }

  async list(actor: Actor, query: KeyListQueryDto): Promise<Page<IssuedKeyRow>> {
    const after = query.cursor === undefined ? null : decodeTextCursor(query.cursor);
    const rows = await this.store.page(visibleOwner(actor, query.owner), after, query.limit + 1);
    return toPage(rows, query.limit, (last) => encodeCursor({ createdAt: last.createdAtExact, id: last.id }));
  }

  /** Ends a key and those made with it, at once in this process and within five seconds in others. Throws NOT_FOUND. */
  async revoke(actor: Actor, id: string): Promise<void> {
    const isThere = await this.unitOfWork.run((tx) => this.store.revoke(id, visibleOwner(actor), tx));
    if (!isThere) throw new AppError('NOT_FOUND', 'There is no such key.');
    this.authenticator.forgetAll();
    this.log.info('key revoked', { by: actor.userId, key: id });
  }

  /** Throws UNAUTHORIZED when the key has ended since the request began. */
  private async lockParent(id: string, tx: EntityManager): Promise<ParentKey> {
    const parent = await this.store.lockParent(id, tx);
    if (parent === undefined) throw new AppError('UNAUTHORIZED', 'The API key is not valid.');
    return parent;
  }

  private async requireRoom(userId: number, tx: EntityManager): Promise<void> {
    await this.store.dropEnded(userId, tx);
    if ((await this.store.countWorking(userId, tx)) < MAX_KEYS) return;
    throw new AppError('CONFLICT', `User ${userId} has ${MAX_KEYS} keys that work already; revoke one first.`, {
      details: { limit: MAX_KEYS },
    });
  }

  private async requireRole(userId: number, scopes: readonly ScopeName[], tx: EntityManager): Promise<void> {
    const role = await this.store.lockRole(userId, tx);
    if (role === undefined) throw new AppError('NOT_FOUND', `There is no active user ${userId}.`);
    if (role === 'admin' || !scopes.includes('admin')) return;
    throw invalid([
      { field: 'scopes', message: 'admin is for users with the role admin', invalid_value: scopes, error_type: 'enum' },
    ]);
  }
}

/** When a key expires whose parent does then: no later. Throws VALIDATION_ERROR when it was asked to. */
function boundedExpiry(asked: string | null, parents: Date | null): string | null {
  if (parents === null) return asked;
  if (asked === null) return parents.toISOString();
  if (Date.parse(asked) <= parents.getTime()) return asked;
  throw invalid([
    {
      field: 'expires_at',
      message: `must not lie after ${parents.toISOString()}, when the calling key expires`,
      invalid_value: asked,
      error_type: 'less_than_equal',
    },
  ]);
}

function futureInstant(text: string | null | undefined): string | null {
  const at = instant(text);
  if (at === null || Date.parse(at) > Date.now()) return at;
  throw invalid([
    { field: 'expires_at', message: 'must be in the future', invalid_value: text ?? null, error_type: 'greater_than' },
  ]);
}
