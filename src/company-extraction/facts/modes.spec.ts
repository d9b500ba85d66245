import { EXTRACTION_MODES, MODE_PLANS, serves } from './modes.js';
import { MODE_PAGES } from '../website/pick-pages.js';

describe('modes', () => {
  it.each(EXTRACTION_MODES)('S3-9 %s has a plan and reads eight pages at most, the home page included', (mode) => {
    expect(MODE_PLANS[mode].recommendedSize).toBeGreaterThan(0);
    expect(1 + MODE_PAGES[mode].limit).toBeLessThanOrEqual(8);
  });

  it('lets a richer result answer for a poorer mode and never the other way round', () => {
    expect(serves('comprehensive', 'basic')).toBe(true);
    expect(serves('standard', 'basic')).toBe(true);
    expect(serves('basic', 'standard')).toBe(false);
    expect(serves('contact_focused', 'basic')).toBe(false);
    expect(EXTRACTION_MODES.every((mode) => serves(mode, mode))).toBe(true);
  });
});
