import { linear, share, type Audit } from '../findings/audit.js';
import { HTTP_SCORE_VERSION, summarise } from './http-score.js';

const audit = (group: Audit['group'], weight: number, score: number | null, id = `${group}-${weight}`): Audit => ({
  ...{ id, group, weight, score },
  value: null,
  threshold: '',
});

describe('http-score/2', () => {
  it('is the weighted mean of the applicable rules, published with them', () => {
    const audits = [
      audit('delivery', 8, 1),
      audit('delivery', 2, 0),
      audit('weight', 10, 0.5),
      audit('weight', 90, null),
    ];
    const score = summarise(audits);
    expect(score).toEqual({
      version: HTTP_SCORE_VERSION,
      total: 65,
      groups: { delivery: 80, weight: 50, seo: null, security: null, accessibility: null },
      audits,
    });
  });

  it('gives a page that cannot be indexed at most 69 % of its SEO group', () => {
    const rest = [audit('seo', 14, 1, 'title')];
    expect(summarise([audit('seo', 6, 1, 'indexable'), ...rest]).groups.seo).toBe(100);
    expect(summarise([audit('seo', 6, 0, 'indexable'), ...rest]).groups.seo).toBe(69);
    expect(summarise([audit('seo', 6, 0, 'indexable'), audit('seo', 14, 0.5, 'title')]).groups.seo).toBe(35);
  });

  it('is 0 when no rule applies', () => expect(summarise([]).total).toBe(0));

  it('interpolates between thresholds and stays within 0 and 1', () => {
    expect(linear(200, 200, 1_800)).toBe(1);
    expect(linear(600, 200, 1_800)).toBe(0.75);
    expect(linear(5_000, 200, 1_800)).toBe(0);
    expect(linear(90, 180, 0)).toBe(0.5);
    expect(share(1, 0)).toBeNull();
    expect(share(1, 3)).toBe(0.333);
  });
});
