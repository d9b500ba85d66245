import { batchReply, failedRow, utcSeconds, succeededRow, unfinishedReply, type ProfileOutput } from './profile-row.js';

const AT = new Date('2023-12-07T10:30:00.123Z');
const URL_1 = 'https://www.linkedin.com/in/username1/';
const URL_2 = 'https://www.linkedin.com/in/username2/';

const OUTPUT: ProfileOutput = {
  id: 'profile-id',
  profile: {
    public_id: 'username1',
    url: URL_1,
    full_name: 'Profile Name',
    headline: null,
    position: 'Chief Technology Officer',
    about: 'Profile description...',
    location: null,
    industry: null,
    experience: [],
    education: [],
    certifications: [],
    skills: ['hidden'],
    languages: [],
    provenance: { provider: 'archive', fetched_at: '2023-12-01T00:00:00.000Z', confidence: 1, basis: 'member_export' },
  },
  name: null,
  companies_processed: [{ id: 'company-id', company_name: 'Company Name', industry: 'Software' }],
  pipeline: {
    pipeline_id: '0b0f6a3e-0000-7000-8000-000000000000',
    companies_found: 3,
    has_embeddings: true,
    processing_time: '2023-12-07T10:30:00Z',
  },
  provider_attempts: [{ provider: 'archive', outcome: 'found', ms: 1 }],
  role_match: { role: 'CTO', match: 'exact', title: 'Chief Technology Officer', current: true, confidence: 0.95 },
  created_at: '2023-12-07T10:30:00Z',
};
const NOT_FOUND = {
  code: 'PROFILE_NOT_FOUND',
  message: 'Profile not found',
  details: { reason: 'LinkedIn profile is private or does not exist' },
} as const;

describe('succeededRow', () => {
  it('has the published keys in the published order [S4-14, S4-15, S4-16, S4-17, S4-18]', () => {
    expect(JSON.stringify(succeededRow(OUTPUT))).toBe(
      JSON.stringify({
        id: 'profile-id',
        name: 'Profile Name',
        url: URL_1,
        position: 'Chief Technology Officer',
        about: 'Profile description...',
        experience: [],
        education: [],
        certifications: [],
        companies_processed: [{ id: 'company-id', company_name: 'Company Name', industry: 'Software' }],
        pipeline_metadata: {
          pipeline_id: '0b0f6a3e-0000-7000-8000-000000000000',
          companies_found: 3,
          has_embeddings: true,
          processing_time: '2023-12-07T10:30:00Z',
        },
        created_at: '2023-12-07T10:30:00Z',
      }),
    );
  });

  it('shows the name that the caller gave [S4-23]', () => {
    expect(succeededRow({ ...OUTPUT, name: 'Ada' }).name).toBe('Ada');
  });

  it('shows the public name of the address when no source has a name, and empty text for unknown values', () => {
    const profile = { ...OUTPUT.profile, full_name: null, position: null, about: null };
    expect(succeededRow({ ...OUTPUT, profile })).toMatchObject({ name: 'username1', position: '', about: '' });
  });
});

describe('failedRow', () => {
  it('is the published row, byte for byte [S4-19, S4-20, S4-22]', () => {
    expect(JSON.stringify(failedRow(URL_2, NOT_FOUND, AT))).toBe(
      '{"id":"","name":"Failed: https://www.linkedin.com/in/username2/","url":"https://www.linkedin.com/in/username2/",' +
        '"position":"Processing Failed","about":"Error: Profile not found","pipeline_metadata":{"status":"failed","errors":' +
        '[{"error":"Profile not found","details":"LinkedIn profile is private or does not exist"}]},' +
        '"created_at":"2023-12-07T10:30:00Z"}',
    );
  });

  it('adds the hint what to configure', () => {
    const error = { ...NOT_FOUND, details: { ...NOT_FOUND.details, hint: 'To have it found, import it.' } };
    expect(failedRow(URL_2, error, AT).pipeline_metadata.errors[0]?.details).toBe(
      'LinkedIn profile is private or does not exist. To have it found, import it.',
    );
  });

  it('falls back to the code when an error has no reason', () => {
    const row = failedRow(URL_2, { code: 'TIMEOUT', message: 'The item took longer than its time limit.' }, AT);
    expect(row.pipeline_metadata.errors).toEqual([
      { error: 'The item took longer than its time limit.', details: 'TIMEOUT' },
    ]);
  });
});

describe('batchReply', () => {
  const batch = {
    publicId: '018c4000-0000-7000-8000-000000000000',
    total: 2,
    succeeded: 1,
    failed: 1,
    startedAt: AT,
    completedAt: new Date(AT.getTime() + 15_320),
    processingMs: 15_320,
  };
  const rows = [succeededRow(OUTPUT), failedRow(URL_2, NOT_FOUND, AT)];

  it('has the published keys, rows in order, one decimal [S4-9, S4-11, S4-12, S4-13, S4-21]', () => {
    const reply = batchReply(batch, rows);
    expect(Object.entries(reply).filter(([key]) => key !== 'results')).toEqual([
      ['batch_id', '018c4000-0000-7000-8000-000000000000'],
      ['total_requested', 2],
      ['successful', 1],
      ['failed', 1],
      ['started_at', '2023-12-07T10:30:00Z'],
      ['completed_at', '2023-12-07T10:30:15Z'],
      ['processing_time_seconds', 15.3],
    ]);
    expect(reply.results).toEqual(rows);
  });

  it('shows a running batch with its results so far, its status and the status URL [S4-49]', () => {
    const running = { ...batch, completedAt: null, failed: 0 };
    const reply = unfinishedReply(running, rows.slice(0, 1), { status: 'processing', statusUrl: '/api/v1/x' });
    expect(reply).toMatchObject({
      completed_at: null,
      successful: 1,
      failed: 0,
      status: 'processing',
      status_url: '/api/v1/x',
    });
  });
});

it('formats times as published, in UTC to the second', () => expect(utcSeconds(AT)).toBe('2023-12-07T10:30:00Z'));
