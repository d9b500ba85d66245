import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config.js';
import { invalid } from '../../platform/errors/app-error.js';
import { cut } from '../../platform/http/validation.js';
import { TargetPolicy } from '../../platform/egress/address-policy.js';
import { parseAddress } from '../../platform/addresses/address-ranges.js';

type Verdict = ReturnType<TargetPolicy['judgeText']>;

/** The rules for addresses that webhooks go to: https, and plain http only where the operator opened the host by WEBHOOK_ALLOW. */
@Injectable()
export class WebhookUrls {
  constructor(
    private readonly policy: TargetPolicy,
    private readonly config: AppConfig,
  ) {}

  check(text: string): Verdict {
    const verdict = this.policy.judgeText(text, 'webhook');
    if (!verdict.allowed || verdict.url.protocol === 'https:' || this.isOpened(verdict.url)) return verdict;
    return { allowed: false, kind: 'scheme', message: 'The scheme must be https.' };
  }

  /** Throws VALIDATION_ERROR for an address that no webhook may go to. */
  require(text: string, field: string): void {
    const verdict = this.check(text);
    if (verdict.allowed) return;
    throw invalid([{ field, message: verdict.message, invalid_value: cut(text), error_type: verdict.kind }]);
  }

  private isOpened(url: URL): boolean {
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const port = url.port === '' ? 80 : Number(url.port);
    const address = parseAddress(host);
    const list = this.config.webhookAllow;
    return address ? list.opensAddress(address, port) : list.opensHost(host, port);
  }
}
