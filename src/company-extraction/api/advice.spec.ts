import { advise, type Submission } from './advice.js';

const submission = (change: Partial<Submission>): Submission => ({
  size: 25,
  mode: 'standard',
  priority: 'normal',
  maxConcurrent: 5,
  stated: { priority: true, maxConcurrent: true },
  companyNames: ['OpenAI'],
  domainHints: {},
  ...change,
});

describe('advise', () => {
  it('gives no advice on a submission inside every recommended range', () => {
    expect(advise(submission({}))).toEqual([]);
  });

  it.each([
    ['basic', 50],
    ['standard', 25],
    ['comprehensive', 10],
    ['contact_focused', 30],
    ['financial_focused', 20],
  ] as const)('recommends at most the published batch size for %s: %i [S3-66]', (mode, limit) => {
    const stated = { priority: false, maxConcurrent: false };
    expect(advise(submission({ mode, size: limit, stated }))).toEqual([]);
    expect(advise(submission({ mode, size: limit + 1, stated }))).toEqual([
      `${limit + 1} companies in one ${mode} batch; at most ${limit} are recommended.`,
    ]);
  });

  it.each([
    ['basic', 10],
    ['standard', 5],
    ['comprehensive', 3],
    ['contact_focused', 7],
    ['financial_focused', 4],
  ] as const)('recommends at most the published concurrency for %s: %i [S3-67]', (mode, limit) => {
    const stated = { priority: false, maxConcurrent: true };
    const of = (maxConcurrent: number) => advise(submission({ mode, size: 1, maxConcurrent, stated }));
    expect(of(limit)).toEqual([]);
    expect(of(limit + 1)).toHaveLength(1);
    expect(of(limit + 1)[0]).toContain(`at most ${limit}`);
  });

  it.each([
    ['urgent', 4, true],
    ['urgent', 5, false],
    ['high', 4, false],
    ['high', 5, true],
    ['high', 20, true],
    ['high', 21, false],
    ['normal', 19, false],
    ['normal', 20, true],
    ['normal', 50, true],
    ['normal', 51, false],
    ['low', 49, false],
    ['low', 50, true],
  ] as const)('priority %s with %i companies fits: %s [S3-68]', (priority, size, fits) => {
    const warnings = advise(submission({ mode: 'basic', priority, size })).filter((text) =>
      text.startsWith('Priority'),
    );
    expect(warnings).toHaveLength(fits ? 0 : 1);
  });

  it('gives no advice on a default priority [S3-68]', () => {
    expect(advise(submission({ size: 2, stated: { priority: false, maxConcurrent: false } }))).toEqual([]);
  });

  it('warns about hints for companies that are not in the batch [S3-13]', () => {
    expect(advise(submission({ domainHints: { OpenAI: 'openai.com', 'Unknown Co': 'x.com' } }))).toEqual([
      'domain_hints names "Unknown Co", which is not among company_names.',
    ]);
  });
});
