import { useState } from 'react';
import { newKey } from './new-key';

/**
 * The idempotency key of what a page sends: the same as long as the same is sent, so that a press after a lost answer
 * repeats the first request instead of beginning a second one.
 */
export class RequestKey {
  private sent: readonly unknown[] | undefined;
  private key = '';

  /** The key for a request with these contents. */
  for(...contents: readonly unknown[]): string {
    const isSame =
      this.sent?.length === contents.length && contents.every((content, n) => Object.is(content, this.sent?.[n]));
    if (!isSame) {
      this.sent = contents;
      this.key = newKey();
    }
    return this.key;
  }

  /** The request has been carried out: the next one is another, even with the same contents. */
  renew(): void {
    this.sent = undefined;
  }
}

export const useRequestKey = (): RequestKey => useState(() => new RequestKey())[0];
