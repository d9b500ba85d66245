import { createHash } from 'node:crypto';

/** SHA-256 of a cleaned URL in hexadecimal, by which stored results and histories are found. */
export const hashOf = (url: string): string => createHash('sha256').update(url).digest('hex');
