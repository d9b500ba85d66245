import { rarityIn } from '../store/search-word-queries.js';
import { hashEmbedding, LocalEmbedder } from './local-embedder.js';
import { companyText, profileText, queryText } from '../profile/text-recipe.js';
import { cosineSimilarity } from '../../../test/support/cosine-similarity.js';
import { NO_COMPANY_REF, type Profile } from '../profile/profile.js';

const alike = (a: string, b: string): number => cosineSimilarity(hashEmbedding(a, 384), hashEmbedding(b, 384));

describe('LocalEmbedder', () => {
  it('is deterministic: fixed vectors that a change of the algorithm would change [S4-36]', () => {
    const vector = hashEmbedding('Chief Technology Officer', 384);
    const largest = [...vector.entries()].sort((a, b) => Math.abs(b[1]) - Math.abs(a[1])).slice(0, 4);
    expect(largest.map(([at, value]) => [at, Number(value.toFixed(4))])).toEqual([
      [147, 0.2145],
      [160, 0.186],
      [51, 0.1606],
      [143, 0.1606],
    ]);
  });

  it('gives unit vectors of the declared length, also for text without words', async () => {
    const embedder = new LocalEmbedder();
    const texts = ['Acme', '', '!!!', 'x'.repeat(100_000), '株式会社', 'a\u0000b'];
    for (const vector of await embedder.embed(texts, new AbortController().signal)) {
      expect(vector).toHaveLength(embedder.dimensions);
      expect(cosineSimilarity(vector, vector)).toBeCloseTo(1, 5);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    }
  });

  it('treats the same words in another order, case and with other accents as similar', () => {
    expect(alike('cloud security engineering', 'engineering security cloud')).toBeGreaterThan(0.85);
    expect(alike('Crédit Agricole', 'CREDIT AGRICOLE')).toBeCloseTo(1, 5);
    expect(alike('information security', 'informaton securty')).toBeGreaterThan(0.4);
  });

  it('declares that it is not semantic, and is not', () => {
    expect(new LocalEmbedder().semantic).toBe(false);
    expect(Math.abs(alike('software engineer', 'Programmierer'))).toBeLessThan(0.2);
  });

  it('gives phrases common to all descriptions a lower weight than distinctive words', () => {
    const query = 'international company rockets';
    expect(alike(query, 'rockets')).toBeGreaterThan(alike(query, 'international company'));
  });

  it('rejects work that was cancelled', async () => {
    await expect(new LocalEmbedder().embed(['x'], AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
  });
});

const PROFILE: Profile = {
  public_id: 'ada-byron',
  url: 'https://www.linkedin.com/in/ada-byron/',
  full_name: 'Ada Byron',
  headline: 'Engines at scale',
  position: 'CTO',
  about: 'Computes.\n\nOften.',
  location: 'London',
  industry: 'Computing',
  experience: [
    {
      company_name: 'Engines',
      company_ref: { ...NO_COMPANY_REF, industry: 'computing' },
      title: 'CTO',
      location: null,
      start: { year: 2001, month: 5 },
      end: null,
      is_current: true,
      description: null,
    },
    {
      company_name: 'Difference Ltd',
      company_ref: NO_COMPANY_REF,
      title: 'Analyst',
      location: null,
      start: { year: 1990, month: null },
      end: { year: 1999, month: 12 },
      is_current: false,
      description: null,
    },
  ],
  education: [{ school: 'Home', degree: 'BSc', field: 'Mathematics', start: null, end: null, description: null }],
  certifications: [{ name: 'Loom', issuer: null, issued: null, expires: null, credential_id: null, url: null }],
  skills: ['Cards', 'Algorithms'],
  languages: [],
  provenance: { provider: 'archive', fetched_at: '2024-01-01T00:00:00.000Z', confidence: 1, basis: 'member_export' },
};

describe('text recipes', () => {
  it('profile-text/1 has a fixed order and no name', () => {
    const { recipe, text, hash } = profileText(PROFILE, null);
    expect(recipe).toBe('profile-text/1');
    expect(text).toBe(
      [
        'Role: CTO, chief technology officer, chief technical officer, technology, engineering leader',
        'Engines at scale',
        'Current: CTO at Engines (computing)',
        'Past: Analyst, Difference Ltd, 1990-1999',
        'Skills: Cards, Algorithms',
        'Education: BSc Mathematics Home',
        'Certifications: Loom',
        'Computes. Often.',
      ].join('\n'),
    );
    expect(text).not.toMatch(/Ada|Byron/);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('changes its hash exactly when the text changes', () => {
    const base = profileText(PROFILE, null).hash;
    expect(profileText({ ...PROFILE, full_name: 'Other', location: 'Paris' }, 'CTO').hash).toBe(base);
    expect(profileText({ ...PROFILE, skills: ['Cards'] }, null).hash).not.toBe(base);
    expect(profileText(PROFILE, 'CISO').hash).not.toBe(base);
  });

  it('limits every part', () => {
    const long = 'word '.repeat(10_000);
    const skills = Array.from({ length: 500 }, (_, i) => `skill${i} ${long}`);
    expect(profileText({ ...PROFILE, headline: long, about: long, skills }, null).text.length).toBeLessThanOrEqual(
      8_000,
    );
  });

  it('company-text/1 has a fixed order', () => {
    const { text } = companyText({
      name: 'Acme Rockets',
      industry: 'Aerospace',
      sector: 'Technology',
      city: 'Berlin',
      country: 'Germany',
      size: '501-1000',
      description: 'Makes\nrockets.',
      tags: ['space', 'engines'],
    });
    expect(text).toBe(
      'Acme Rockets\nAerospace; Technology\nHeadquarters: Berlin, Germany\nSize: 501-1000 employees\nMakes rockets.\nTags: space, engines',
    );
  });

  it('match role names, which the local embedder alone cannot [S4-50]', () => {
    const profile = profileText({ ...PROFILE, headline: null, about: null }, null).text;
    const other = profileText({ ...PROFILE, headline: null, about: null, experience: [] }, 'CISO').text;
    expect(Math.abs(alike('CTO', 'chief technology officer'))).toBeLessThan(0.2);
    for (const query of ['CTO', 'chief technology officer', 'Technischer Leiter']) {
      expect(alike(queryText(query), profile)).toBeGreaterThan(alike(queryText(query), other) + 0.1);
    }
  });
});

describe('a query whose words are weighted', () => {
  const texts = ['Head of payments', 'Head of sales', 'Head of people', 'Head of legal', 'Kubernetes engineer'];
  const search = async (query: string): Promise<string | undefined> => {
    const embedder = new LocalEmbedder();
    const { signal } = new AbortController();
    const stored = await embedder.embed(texts, signal);
    const asked = await embedder.embedQuery(query, signal, rarityIn(texts));
    const near = stored.map((vector) => vector.reduce((sum, x, i) => sum + x * (asked?.[i] ?? 0), 0));
    return texts[near.indexOf(Math.max(...near))];
  };

  it('finds by its rare word what its frequent ones would hide', async () => {
    expect(await search('head of the head of kubernetes')).toBe('Kubernetes engineer');
  });

  it('keeps stored vectors: without weights a query is embedded as a text is', async () => {
    const embedder = new LocalEmbedder();
    const { signal } = new AbortController();
    const [text] = await embedder.embed(['Head of sales'], signal);
    expect(await embedder.embedQuery('Head of sales', signal, null)).toEqual(text);
  });
});
