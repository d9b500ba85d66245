import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import type { Actor } from '../rights/actor.js';
import { KeyStore, type KeyHolder } from './key-store.js';

/** Names those whom keys belong to. */
@Injectable()
export class KeyHolders {
  constructor(private readonly keys: KeyStore) {}

  /** The holder of the caller's key. Throws UNAUTHORIZED when the key has gone meanwhile. */
  async of(actor: Actor): Promise<KeyHolder> {
    const holder = await this.keys.holderOf(actor.keyId);
    if (holder === undefined) throw new AppError('UNAUTHORIZED', 'The API key is not valid.');
    return holder;
  }
}
