import { TargetPolicy } from '../../src/platform/egress/address-policy.js';
import { AllowList } from '../../src/platform/addresses/allow-list.js';
import { PinnedEgress } from '../../src/platform/egress/pinned-egress.js';

/** The product's own egress, opened for servers of the test on this machine. */
export function localEgress(): PinnedEgress {
  return new PinnedEgress(new TargetPolicy({ egressAllow: AllowList.parse('127.0.0.1') }), { refusalJitterMs: 0 });
}
