import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { adoptKey, issueKey } from './api-key.js';
import { KeyStore } from './key-store.js';

/** Ensures that an admin with a key exists. Called by the entry point, after the migrations. */
@Injectable()
export class FirstKey {
  constructor(
    private readonly store: KeyStore,
    private readonly unitOfWork: UnitOfWork,
    private readonly config: AppConfig,
  ) {}

  /**
   * With `ADMIN_API_KEY` that key works and the operator's earlier ones are revoked. Without it a key is made when
   * there is no user yet. Returns the key only if it was just made: it is printed once and written to
   * `DATA_DIR/admin-key`.
   */
  async ensure(): Promise<string | undefined> {
    const configured = this.config.adminApiKey;
    const key = configured === undefined ? issueKey() : adoptKey(configured);
    const isFirst = await this.unitOfWork.run((tx) => this.store.createFirstAdmin(key, tx));
    if (configured !== undefined) {
      await this.unitOfWork.run(async (tx) => {
        await this.store.addAdminKey(key, 'ADMIN_API_KEY', tx);
        await this.store.revokeOtherOperatorKeys(key.id, tx);
      });
      return undefined;
    }
    if (!isFirst) return undefined;
    this.write(key.text);
    return key.text;
  }

  /** Makes another key for the first admin; used by `npm run key`. */
  async issue(): Promise<string> {
    const key = issueKey();
    await this.unitOfWork.run((tx) => this.store.addAdminKey(key, 'npm run key', tx));
    return key.text;
  }

  private write(text: string): void {
    mkdirSync(this.config.dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(join(this.config.dataDir, 'admin-key'), `${text}\n`, { mode: 0o600 });
  }
}
