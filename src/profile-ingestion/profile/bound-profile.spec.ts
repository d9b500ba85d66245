import { boundProfile, PROFILE_BYTES } from './bound-profile.js';
import { NO_COMPANY_REF, type Experience, type Profile } from './profile.js';

const job = (text: string): Experience => ({
  company_name: 'Acme',
  company_ref: NO_COMPANY_REF,
  title: text,
  location: text,
  start: null,
  end: null,
  is_current: true,
  description: text,
});
const profile = (experience: readonly Experience[]): Profile => ({
  public_id: 'ana',
  url: 'https://www.linkedin.com/in/ana/',
  full_name: 'Ana',
  headline: null,
  position: null,
  about: null,
  location: null,
  industry: null,
  experience,
  education: [],
  certifications: [],
  skills: [],
  languages: [],
  provenance: { provider: 'archive', fetched_at: '2026-01-01T00:00:00Z', confidence: 1, basis: 'member_export' },
});

describe('boundProfile', () => {
  it('leaves an ordinary profile unchanged', () => {
    const small = profile([job('CTO')]);
    expect(boundProfile(small)).toEqual({ profile: small, wasCut: false });
  });

  it.each([
    ['long texts', 'x', 40, 5_000],
    ['many jobs', 'x', 5_000, 200],
    ['both, in four-byte letters', '𝔸', 500, 5_000],
  ])('cuts %s to the size of a result, and preserves the identity', (_, letter, jobs, length) => {
    const text = letter.repeat(length);
    const huge = profile(Array.from({ length: jobs }, () => job(text)));
    const { profile: cut, wasCut } = boundProfile(huge);
    expect(wasCut).toBe(true);
    expect(Buffer.byteLength(JSON.stringify(cut))).toBeLessThanOrEqual(PROFILE_BYTES);
    expect(cut.url).toBe(huge.url);
    expect(cut.experience.length).toBeGreaterThanOrEqual(10);
  });
});
