import type { TargetPolicy } from '../../platform/egress/address-policy.js';
import type { JudgeTarget } from './clean-url.js';

/** The egress policy as `cleanUrl` asks for it: submissions are judged by the very rules that judge the fetch. */
export function checkTarget(policy: TargetPolicy): JudgeTarget {
  return (url) => {
    const verdict = policy.judgeUrl(url, 'target');
    if (verdict.allowed) return 'allowed';
    return verdict.kind === 'port' ? 'port' : 'target';
  };
}
