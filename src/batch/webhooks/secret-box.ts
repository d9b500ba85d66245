import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config.js';
import { databaseMode } from '../../platform/database/data-source.js';
import { AppError } from '../../platform/errors/app-error.js';

const NONCE = 12;
const TAG = 16;

/**
 * Encrypts secrets that the service must be able to read again: AES-256-GCM under a key derived from SECRET_KEY.
 * Without SECRET_KEY, an installation with the embedded database generates a secret on first use, in `secret-key` in
 * its data directory.
 */
@Injectable()
export class SecretBox {
  private key: Buffer | undefined;

  constructor(private readonly config: AppConfig) {}

  /**
   * Returns nonce, tag and ciphertext. `context` is the id of the row that holds the secret; the secret cannot be
   * opened with another one.
   */
  seal(text: string, context: string): Buffer {
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', this.loadKey(), nonce).setAAD(Buffer.from(context));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
  }

  /** Throws when the secret was sealed under another SECRET_KEY or context, or was modified. */
  open(sealed: Buffer, context: string): string {
    const decipher = createDecipheriv('aes-256-gcm', this.loadKey(), sealed.subarray(0, NONCE), { authTagLength: TAG })
      .setAAD(Buffer.from(context))
      .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
  }

  private loadKey(): Buffer {
    this.key ??= Buffer.from(hkdfSync('sha256', this.secret(), '', 'batchwright webhook secrets', 32));
    return this.key;
  }

  private secret(): string {
    if (this.config.secretKey !== undefined) return this.config.secretKey;
    if (databaseMode(this.config) === 'embedded') return ownSecret(join(this.config.dataDir, 'secret-key'));
    throw new AppError('NOT_CONFIGURED', 'Webhooks need SECRET_KEY to be set.');
  }
}

/**
 * Reads or creates the secret of the data directory. The directory is locked by one process, so no other one creates
 * it.
 */
function ownSecret(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secret = randomBytes(32).toString('base64url');
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, `${secret}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return secret;
}
