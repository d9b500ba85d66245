import { createBrotliDecompress, createGunzip, createInflate, type Gunzip } from 'node:zlib';
import type { Transform } from 'node:stream';
import { AppError } from '../errors/app-error.js';

/** Supported content codings. */
const DECODERS: Readonly<Record<string, () => Transform>> = {
  gzip: (): Gunzip => createGunzip(),
  br: () => createBrotliDecompress(),
  deflate: () => createInflate(),
};

/** Accept-Encoding when the caller sets none. One coding is enough, and fewer decoders are safer. */
export const DEFAULT_ACCEPT_ENCODING = 'gzip';

/**
 * The single coding of a response, null for none. At most one, and only one that was requested: 512 MiB are 980
 * bytes when gzipped twice. Throws ENCODING_NOT_ALLOWED.
 */
export function codingOf(contentEncoding: string | undefined, acceptEncoding: string): string | null {
  const codings = tokens(contentEncoding ?? '').filter((token) => token !== 'identity');
  const [coding] = codings;
  if (coding === undefined) return null;
  const accepted = tokens(acceptEncoding).map((token) => token.replace(/;.*$/, '').trim());
  if (codings.length > 1 || !accepted.includes(coding) || !(coding in DECODERS)) {
    throw new AppError('ENCODING_NOT_ALLOWED');
  }
  return coding;
}

/** A stream that decodes the coding; `coding` comes from `codingOf`. */
export function decoderFor(coding: string): Transform {
  const create = DECODERS[coding];
  if (!create) throw new AppError('ENCODING_NOT_ALLOWED');
  return create();
}

function tokens(header: string): string[] {
  return header
    .split(',')
    .map((token) => token.trim().toLowerCase())
    .map((token) => (token === 'x-gzip' ? 'gzip' : token))
    .filter((token) => token !== '');
}
