import { linear, pass, type Audit } from '../findings/audit.js';
import type { DocumentFindings, ExchangeFindings } from '../findings/http-findings.js';

/** Security of headers and certificate: 15 points. */
export function securityAudits(exchange: ExchangeFindings, document: DocumentFindings | null): readonly Audit[] {
  return [...transportAudits(exchange, document), ...headerAudits(exchange)];
}

function transportAudits(
  { security, redirects }: ExchangeFindings,
  document: DocumentFindings | null,
): readonly Audit[] {
  const mixed = document?.mixed_content ?? null;
  const requestedOverHttp = redirects.chain.some((hop) => hop.url.startsWith('http:')) || !security.https;
  return [
    {
      id: 'https',
      group: 'security',
      weight: 5,
      score: pass(security.https),
      value: security.https,
      threshold: 'https with a valid certificate',
    },
    {
      id: 'https-redirect',
      group: 'security',
      weight: 2,
      value: redirects.https_upgrade,
      score: requestedOverHttp ? pass(security.https) : null,
      threshold: 'http redirects to https; applies when the requested URL was http',
    },
    {
      id: 'hsts',
      group: 'security',
      weight: 2,
      value: security.hsts?.max_age_s ?? null,
      score: security.https ? linear(security.hsts?.max_age_s ?? 0, 15_552_000, 0) : 0,
      threshold: 'Strict-Transport-Security of 180 days or more, linear below',
    },
    {
      id: 'mixed-content',
      group: 'security',
      weight: 2,
      value: mixed?.count ?? null,
      score: mixed === null ? null : pass(mixed.count === 0),
      threshold: 'no http subresource on an https page',
    },
  ];
}

function headerAudits({ security }: ExchangeFindings): readonly Audit[] {
  return [
    {
      id: 'csp',
      group: 'security',
      weight: 2,
      value: security.csp.present,
      score: security.csp.present ? (security.csp.unsafe_inline ? 0.5 : 1) : 0,
      threshold: 'Content-Security-Policy; half with unsafe-inline scripts',
    },
    {
      id: 'nosniff',
      group: 'security',
      weight: 1,
      score: pass(security.nosniff),
      value: security.nosniff,
      threshold: 'X-Content-Type-Options: nosniff',
    },
    {
      id: 'frame-protection',
      group: 'security',
      weight: 1,
      value: security.frame_protection,
      score: pass(security.frame_protection !== null),
      threshold: 'X-Frame-Options or frame-ancestors',
    },
  ];
}
