import { estimateSeconds } from './estimate.js';

describe('estimateSeconds', () => {
  it('multiplies waves by the median time of past companies, in seconds with one decimal [S3-7]', () => {
    expect(estimateSeconds({ companies: 25, mode: 'standard', maxConcurrent: 5, medianSeconds: 3.333 })).toBe(16.7);
    expect(estimateSeconds({ companies: 26, mode: 'standard', maxConcurrent: 5, medianSeconds: 2 })).toBe(12);
  });

  it('uses the default time of the mode while no time was measured [S3-7]', () => {
    expect(estimateSeconds({ companies: 25, mode: 'standard', maxConcurrent: 5, medianSeconds: null })).toBe(40);
    expect(estimateSeconds({ companies: 1, mode: 'comprehensive', maxConcurrent: 20, medianSeconds: 0 })).toBe(18);
  });
});
