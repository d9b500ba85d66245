import { findDuplicates } from './find-duplicates.js';

describe('findDuplicates', () => {
  it('finds the first index of each repeated URL and preserves every index [S2-18]', () => {
    const keys = ['https://a.com', 'https://b.com', 'https://a.com', 'https://a.com'];
    expect(findDuplicates(keys).map((entry) => entry.duplicate_of)).toEqual([null, null, 0, 0]);
  });

  it('finds URLs that differ only in scheme or www', () => {
    const keys = ['https://a.com/x', 'http://a.com/x', 'https://www.a.com/x', 'https://a.com/y'];
    expect(findDuplicates(keys)).toEqual([
      { duplicate_of: null, near_duplicate_of: null },
      { duplicate_of: null, near_duplicate_of: 0 },
      { duplicate_of: null, near_duplicate_of: 0 },
      { duplicate_of: null, near_duplicate_of: null },
    ]);
  });
});
