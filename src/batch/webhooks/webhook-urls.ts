import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config.js';
import { invalid } from '../../platform/errors/app-error.js';
import { fault } from '../../platform/http/faults.js';
import { TargetPolicy } from '../../platform/egress/address-policy.js';
import { parseAddress } from '../../platform/addresses/address-ranges.js';

type TargetCheck = ReturnType<TargetPolicy['checkText']>;

/**
 * Checks URLs that webhooks are sent to: https is required, except for hosts that the operator lists in WEBHOOK_ALLOW.
 */
@Injectable()
export class WebhookUrls {
  constructor(
    private readonly policy: TargetPolicy,
    private readonly config: AppConfig,
  ) {}

  check(text: string): TargetCheck {
    const target = this.policy.checkText(text, 'webhook');
    if (!target.allowed || target.url.protocol === 'https:' || this.isOpened(target.url)) return target;
    return { allowed: false, kind: 'scheme', message: 'The scheme must be https.' };
  }

  /** Throws VALIDATION_ERROR for a URL that webhooks may not be sent to. */
  require(text: string, field: string): void {
    const target = this.check(text);
    if (target.allowed) return;
    throw invalid([fault(field, target.message, text, target.kind)]);
  }

  private isOpened(url: URL): boolean {
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const port = url.port === '' ? 80 : Number(url.port);
    const address = parseAddress(host);
    const list = this.config.webhookAllow;
    return address ? list.opensAddress(address, port) : list.opensHost(host, port);
  }
}
