import { estimateSeconds } from './estimate.js';

describe('estimateSeconds', () => {
  it('S3-7 is waves times the median of past companies, in seconds with one decimal', () => {
    expect(estimateSeconds({ companies: 25, mode: 'standard', maxConcurrent: 5, medianSeconds: 3.333 })).toBe(16.7);
    expect(estimateSeconds({ companies: 26, mode: 'standard', maxConcurrent: 5, medianSeconds: 2 })).toBe(12);
  });

  it('S3-7 uses the documented default of the mode while nothing is measured', () => {
    expect(estimateSeconds({ companies: 25, mode: 'standard', maxConcurrent: 5, medianSeconds: null })).toBe(40);
    expect(estimateSeconds({ companies: 1, mode: 'comprehensive', maxConcurrent: 20, medianSeconds: 0 })).toBe(18);
  });
});
