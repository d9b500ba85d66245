import type { TargetPolicy } from '../../platform/egress/address-policy.js';
import type { TargetCheck } from './clean-url.js';

/** Adapts the egress policy to `cleanUrl`: submissions are checked by the same rules as the fetch. */
export function checkTarget(policy: TargetPolicy): TargetCheck {
  return (url) => {
    const verdict = policy.checkUrl(url, 'target');
    if (verdict.allowed) return 'allowed';
    return verdict.kind === 'port' ? 'port' : 'target';
  };
}
