export type AuditGroup = 'delivery' | 'weight' | 'seo' | 'security' | 'accessibility';

/** One rule of the score. */
export interface Audit {
  readonly id: string;
  readonly group: AuditGroup;
  readonly weight: number;
  /** From 0 to 1; null when the rule does not apply (it then does not count). */
  readonly score: number | null;
  /** The measured value. */
  readonly value: number | string | boolean | null;
  /** Description of how the value becomes a score. */
  readonly threshold: string;
}

/** Score of a page with all its audits. */
export interface HttpScore {
  readonly version: string;
  /** 0 to 100, rounded: Σ weight × score ÷ Σ weight over the rules that apply. */
  readonly total: number;
  readonly groups: Readonly<Record<AuditGroup, number | null>>;
  readonly audits: readonly Audit[];
}

/** Linear score from 1 at `best` or better to 0 at `worst` or worse; `best` may be the larger value. */
export function linear(value: number, best: number, worst: number): number {
  const score = (worst - value) / (worst - best);
  return Math.round(Math.min(1, Math.max(0, score)) * 1_000) / 1_000;
}

/** 1 or 0. */
export function pass(condition: boolean): 0 | 1 {
  return condition ? 1 : 0;
}

/** Share of `part` in `whole`; null ("does not apply") when the whole is 0. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1_000) / 1_000;
}
