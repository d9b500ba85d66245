import type { EgressTls } from '../../../platform/egress/egress.types.js';

/** The TLS session and certificate. A certificate that is invalid for its name fails the item before this. */
export interface Tls {
  readonly protocol: string | null;
  readonly cipher: string | null;
  readonly issuer: string | null;
  /** At most 20. */
  readonly subject_alt_names: readonly string[];
  readonly valid_from: string | null;
  readonly valid_to: string | null;
  /** Whole days until the certificate expires. */
  readonly days_left: number | null;
}

const DAY_MS = 86_400_000;

export function describeTls(tls: EgressTls | null, now: Date): Tls | null {
  if (tls === null) return null;
  const until = Date.parse(tls.validTo ?? '');
  return {
    protocol: tls.protocol,
    cipher: tls.cipher,
    issuer: tls.issuer,
    subject_alt_names: tls.subjectAltNames.slice(0, 20),
    valid_from: isoDate(tls.validFrom),
    valid_to: isoDate(tls.validTo),
    days_left: Number.isNaN(until) ? null : Math.floor((until - now.getTime()) / DAY_MS),
  };
}

function isoDate(value: string | null): string | null {
  const time = Date.parse(value ?? '');
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
