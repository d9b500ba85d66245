import { Global, Module } from '@nestjs/common';
import { AppConfig } from '../config/config.js';
import { allowEntryFor, TargetPolicy } from './address-policy.js';
import { AllowList } from '../addresses/allow-list.js';
import { AlpnProbe, Egress } from './egress.types.js';
import { HostRateLimiter } from '../concurrency/host-rate-limiter.js';
import { PinnedEgress } from './pinned-egress.js';
import { productToken } from './product-token.js';

/** The egress client for outgoing requests, its target policy, and the rate limits per host. */
@Global()
@Module({
  providers: [
    {
      provide: TargetPolicy,
      inject: [AppConfig],
      useFactory: (config: AppConfig) =>
        new TargetPolicy({
          egressAllow: config.egressAllow,
          webhookAllow: config.webhookAllow,
          providerHosts: AllowList.parse(config.providerUrls.map(allowEntryFor).join(',')),
        }),
    },
    {
      provide: PinnedEgress,
      inject: [TargetPolicy, AppConfig],
      useFactory: (policy: TargetPolicy, config: AppConfig) =>
        new PinnedEgress(policy, {
          userAgent: productToken(config.contactEmail),
          ...(config.egressDnsServers.length === 0 ? {} : { dnsServers: config.egressDnsServers }),
        }),
    },
    { provide: Egress, useExisting: PinnedEgress },
    { provide: AlpnProbe, useExisting: PinnedEgress },
    { provide: HostRateLimiter, useFactory: () => new HostRateLimiter() },
  ],
  exports: [AlpnProbe, Egress, HostRateLimiter, TargetPolicy],
})
export class EgressModule {}
