import { adviceFor, knownAdvice } from './advice';

describe('What to do about an error', () => {
  it('is said of a code alone only where the code decides it', () => {
    expect(knownAdvice('DUPLICATE_ID')).toBe(adviceFor('DUPLICATE_ID', false));
    // Of many failures of one code nobody says whether they may pass.
    expect(knownAdvice('PROVIDER_UNAVAILABLE')).toBeUndefined();
    expect(adviceFor('PROVIDER_UNAVAILABLE', true)).toBe('The cause may pass. Retry it.');
    expect(adviceFor('INVALID_ROW', false)).toMatch(/^A retry as it is will fail again/);
  });
});
