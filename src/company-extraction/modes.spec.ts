import { EXTRACTION_MODES, MODE_PLANS, PAGE_KINDS, serves } from './modes.js';

describe('modes', () => {
  it.each(EXTRACTION_MODES)('S3-9 %s reads the home page and no more pages than it may', (mode) => {
    const plan = MODE_PLANS[mode];
    expect(plan.pages[0]).toBe('home');
    expect(plan.maxPages).toBeLessThanOrEqual(8);
    expect(plan.pages.length).toBeLessThanOrEqual(plan.maxPages);
    expect(plan.pages.every((page) => PAGE_KINDS.includes(page))).toBe(true);
  });

  it('lets a richer result answer for a poorer mode and never the other way round', () => {
    expect(serves('comprehensive', 'basic')).toBe(true);
    expect(serves('standard', 'basic')).toBe(true);
    expect(serves('basic', 'standard')).toBe(false);
    expect(serves('contact_focused', 'basic')).toBe(false);
    expect(EXTRACTION_MODES.every((mode) => serves(mode, mode))).toBe(true);
  });
});
