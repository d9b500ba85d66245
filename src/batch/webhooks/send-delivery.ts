import { Injectable } from '@nestjs/common';
import { crashPoint } from '../../platform/fault/crash-point.js';
import { AppError } from '../../platform/errors/app-error.js';
import { Egress } from '../../platform/egress/egress.types.js';
import { retryAfterSeconds } from '../../platform/egress/retry-after.js';
import type { AttemptResult, DueDelivery } from './delivery-store.js';
import { pauseAfter } from './retry-schedule.js';
import { SecretBox } from './secret-box.js';
import { signedHeaders } from './sign-message.js';
import { WebhookUrls } from './webhook-urls.js';

/** Most bytes read of an answer; its body is discarded. */
const ANSWER_BYTES = 4096;

/** The result of one attempt; `isGone`: the receiver answered 410 and wants no further messages. */
type SendResult = AttemptResult & { readonly isGone: boolean };

/** Sends one message once and evaluates the answer. */
@Injectable()
export class DeliverySender {
  constructor(
    private readonly egress: Egress,
    private readonly urls: WebhookUrls,
    private readonly box: SecretBox,
  ) {}

  /** Throws only when `signal` is aborted. */
  async send(delivery: DueDelivery, timeoutMs: number, signal: AbortSignal): Promise<SendResult> {
    try {
      const { status, headers } = await this.post(delivery, timeoutMs, signal);
      crashPoint('webhook.after_send');
      if (status >= 200 && status < 300)
        return { responseStatus: status, errorCode: null, next: { status: 'delivered' }, isGone: false };
      if (status === 410)
        return { responseStatus: status, errorCode: 'HTTP_ERROR', next: { status: 'failed' }, isGone: true };
      const retryAfter = headers['retry-after'];
      const asked = retryAfterSeconds(typeof retryAfter === 'string' ? retryAfter : undefined);
      return failure(delivery, status, status < 400 ? 'REDIRECT_NOT_ALLOWED' : 'HTTP_ERROR', asked);
    } catch (error) {
      if (signal.aborted) throw error;
      return failure(delivery, null, error instanceof AppError ? error.code : 'INTERNAL_ERROR', undefined);
    }
  }

  private post(delivery: DueDelivery, timeoutMs: number, signal: AbortSignal): ReturnType<Egress['request']> {
    const { endpointId, previousSecret } = delivery;
    const secrets = [delivery.secret, ...(previousSecret === null ? [] : [previousSecret])];
    const body = JSON.stringify(delivery.payload);
    const signed = signedHeaders(
      `msg_${delivery.messageId}`,
      new Date(),
      body,
      secrets.map((sealed) => this.box.open(sealed, endpointId)),
    );
    // Checked at each attempt: a URL that was allowed at registration may be forbidden now.
    const url = this.urls.check(delivery.url);
    if (!url.allowed) throw new AppError('TARGET_NOT_ALLOWED', url.message);
    return this.egress.request(url.url, {
      purpose: 'webhook',
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed },
      body,
      signal,
      // Redirects are not followed; one counts as a failure.
      limits: { redirects: 0, totalMs: timeoutMs, wireBytes: ANSWER_BYTES, decodedBytes: ANSWER_BYTES, truncate: true },
    });
  }
}

function failure(
  { attempt }: DueDelivery,
  responseStatus: number | null,
  errorCode: string,
  retryAfter: number | undefined,
): SendResult {
  const waitMs = pauseAfter(attempt, retryAfter, Math.random());
  const next = waitMs === undefined ? ({ status: 'failed' } as const) : ({ status: 'pending', waitMs } as const);
  return { responseStatus, errorCode, next, isGone: false };
}
