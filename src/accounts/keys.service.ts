import { Injectable } from '@nestjs/common';
import { AppError, invalid } from '../platform/http/error.js';
import { decodeTextCursor, encodeCursor, toPage, type Page } from '../platform/http/paging.js';
import { instant } from '../platform/http/query-values.js';
import { AppLogger } from '../platform/observability/app-logger.js';
import type { Actor } from './actor.js';
import { issueKey } from './api-key.js';
import { Authenticator } from './authenticator.js';
import { type IssuedKeyRow, IssuedKeyStore } from './issued-key-store.js';
import type { KeyListQueryDto, NewKeyDto } from './keys.dto.js';
import { allows, type ScopeName } from './scopes.js';
import { seesAll, visibleOwner } from './visibility.js';

/** API keys: everybody's own, and anybody's for an admin. */
@Injectable()
export class KeysService {
  constructor(
    private readonly store: IssuedKeyStore,
    private readonly authenticator: Authenticator,
    private readonly log: AppLogger,
  ) {}

  /**
   * Makes a key and answers its text, which is not stored. Throws FORBIDDEN for another user's key or a scope that the
   * caller's key lacks, NOT_FOUND for an unknown user, VALIDATION_ERROR for an expiry in the past or the scope `admin` for
   * somebody who is none.
   */
  async issue(actor: Actor, dto: NewKeyDto): Promise<{ readonly row: IssuedKeyRow; readonly text: string }> {
    const userId = dto.user_id ?? actor.userId;
    if (userId !== actor.userId && !seesAll(actor))
      throw new AppError('FORBIDDEN', 'Only an admin may make keys for others.');
    const lacking = dto.scopes.filter((scope) => !allows(actor.scopes, scope));
    if (lacking.length > 0)
      throw new AppError('FORBIDDEN', 'A key cannot be given scopes that the calling key lacks.', {
        details: { missing_scopes: lacking },
      });
    const expiresAt = futureInstant(dto.expires_at);
    const scopes = [...new Set(dto.scopes)];
    await this.requireRole(userId, scopes);
    const key = issueKey();
    const row = await this.store.insert(key, userId, dto.name, scopes, expiresAt);
    this.log.info('key issued', { by: actor.userId, user: userId, key: key.id, scopes });
    return { row, text: key.text };
  }

  async list(actor: Actor, query: KeyListQueryDto): Promise<Page<IssuedKeyRow>> {
    const after = query.cursor === undefined ? null : decodeTextCursor(query.cursor);
    const rows = await this.store.page(visibleOwner(actor, query.owner), after, query.limit + 1);
    return toPage(rows, query.limit, (last) => encodeCursor({ createdAt: last.createdAtExact, id: last.id }));
  }

  /** Ends a key, at once in this process and within five seconds in others. Throws NOT_FOUND. */
  async revoke(actor: Actor, id: string): Promise<void> {
    if (!(await this.store.revoke(id, visibleOwner(actor)))) throw new AppError('NOT_FOUND', 'There is no such key.');
    this.authenticator.forget(id);
    this.log.info('key revoked', { by: actor.userId, key: id });
  }

  private async requireRole(userId: number, scopes: readonly ScopeName[]): Promise<void> {
    const role = await this.store.roleOf(userId);
    if (role === undefined) throw new AppError('NOT_FOUND', `There is no active user ${userId}.`);
    if (role === 'admin' || !scopes.includes('admin')) return;
    throw invalid([
      { field: 'scopes', message: 'admin is for users with the role admin', invalid_value: scopes, error_type: 'enum' },
    ]);
  }
}

function futureInstant(text: string | null | undefined): string | null {
  const at = instant(text);
  if (at === null || Date.parse(at) > Date.now()) return at;
  throw invalid([
    { field: 'expires_at', message: 'must lie in the future', invalid_value: text ?? null, error_type: 'greater_than' },
  ]);
}
