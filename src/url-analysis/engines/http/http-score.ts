import type { Audit, AuditGroup, HttpScore } from '../findings/audit.js';
import { deliveryAudits, weightAudits } from './delivery-audits.js';
import { accessibilityAudits, seoAudits } from './document-audits.js';
import type { DocumentFindings, ExchangeFindings } from '../findings/http-findings.js';
import { securityAudits } from './security-audits.js';

/** Changes whenever an audit, a weight or a threshold changes, so that scores of different rules are never compared. */
export const HTTP_SCORE_VERSION = 'http-score/2';

/** Maximum share of the SEO group for a page that must not be indexed, as in Lighthouse. */
const NOT_INDEXABLE_CAP = 0.69;

/** Scores findings by the rules `http-score/2`. */
export function scoreFindings(exchange: ExchangeFindings, document: DocumentFindings | null): HttpScore {
  return summarise([
    ...deliveryAudits(exchange, document),
    ...weightAudits(document),
    ...seoAudits(document),
    ...securityAudits(exchange, document),
    ...accessibilityAudits(document),
  ]);
}

/** Sums audits up to group and total scores. */
export function summarise(audits: readonly Audit[]): HttpScore {
  const groups = { delivery: 0, weight: 0, seo: 0, security: 0, accessibility: 0 } satisfies Record<AuditGroup, number>;
  const groupScores: Record<AuditGroup, number | null> = { ...groups };
  let earned = 0;
  let possible = 0;
  for (const group of Object.keys(groups) as AuditGroup[]) {
    const applicable = audits.filter((audit) => audit.group === group && audit.score !== null);
    const weight = applicable.reduce((sum, audit) => sum + audit.weight, 0);
    const share = applicable.reduce((sum, audit) => sum + audit.weight * (audit.score ?? 0), 0);
    const blocked = group === 'seo' && applicable.some((audit) => audit.id === 'indexable' && audit.score === 0);
    const earnedInGroup = blocked ? Math.min(share, NOT_INDEXABLE_CAP * weight) : share;
    groupScores[group] = weight === 0 ? null : Math.round((earnedInGroup / weight) * 100);
    earned += earnedInGroup;
    possible += weight;
  }
  return {
    version: HTTP_SCORE_VERSION,
    total: possible === 0 ? 0 : Math.round((earned / possible) * 100),
    groups: groupScores,
    audits,
  };
}
