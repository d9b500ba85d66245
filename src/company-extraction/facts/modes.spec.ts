import { EXTRACTION_MODES, MODE_PLANS, serves } from './modes.js';
import { MODE_PAGES } from '../website/links/pick-pages.js';

describe('extraction modes', () => {
  it.each(EXTRACTION_MODES)('%s has a plan and reads at most eight pages including the home page [S3-9]', (mode) => {
    expect(MODE_PLANS[mode].recommendedSize).toBeGreaterThan(0);
    expect(1 + MODE_PAGES[mode].limit).toBeLessThanOrEqual(8);
  });

  it('answer a poorer mode from a richer result, never the reverse', () => {
    expect(serves('comprehensive', 'basic')).toBe(true);
    expect(serves('standard', 'basic')).toBe(true);
    expect(serves('basic', 'standard')).toBe(false);
    expect(serves('contact_focused', 'basic')).toBe(false);
    expect(EXTRACTION_MODES.every((mode) => serves(mode, mode))).toBe(true);
  });
});
