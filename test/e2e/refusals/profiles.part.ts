import { expectNoSilence } from '../../support/event-loop.js';
import { form, PROFILES, profileUrl, resume } from '../../support/profiles.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

/** The published fields of an error body; errors have two more. */
function asPublished(body: unknown): unknown {
  const { trace_id, timestamp, ...rest } = body as Record<string, unknown>;
  expect([trace_id, timestamp]).toEqual([expect.any(String), expect.any(String)]);
  return rest;
}

// On one database: a refusal reaches none. Imports are stored on both by profiles-erasure.spec.ts and others.
export const profileRefusals: Part = (own) => {
  describe('Refusals of profiles', () => {
    let service: Service;
    let key = '';
    const submit = (profiles: readonly object[]) => service.request('POST', PROFILES, { key, body: { profiles } });
    const cto = (slug: string, more: object = {}): object => ({
      linkedin_url: profileUrl(slug),
      suggested_role: 'CTO',
      ...more,
    });

    beforeAll(async () => {
      service = await own.begin();
      key = own.KEYS.ana;
    });
    afterAll(() => expectNoSilence(service));

    it('rejects an empty list byte for byte as published [S4-25, S4-26]', async () => {
      const answer = await submit([]);
      expect(answer.status).toBe(422);
      expect(JSON.stringify(asPublished(answer.body), null, 2)).toBe(`{
  "error_code": "VALIDATION_ERROR",
  "message": "Request validation failed",
  "details": {
    "endpoint": "/api/v1/profiles/batch-enhanced",
    "method": "POST",
    "total_errors": 1
  },
  "validation_errors": [
    {
      "field": "profiles",
      "message": "List must have at least 1 item",
      "invalid_value": [],
      "error_type": "too_short"
    }
  ]
}`);
    });

    it('rejects a missing and a wrong key byte for byte as published, before the body is read [S4-28, S4-29, S4-31]', async () => {
      const shape = (length: number) => `{
  "error_code": "UNAUTHORIZED",
  "message": "Invalid or missing API key",
  "details": {
    "provided_key_length": ${length},
    "expected_key_present": true
  }
}`;
      const without = await service.request('POST', PROFILES, { key: null, body: { profiles: [] } });
      expect(without.status).toBe(403);
      expect(JSON.stringify(asPublished(without.body), null, 2)).toBe(shape(0));
      const wrong = await service.request('POST', PROFILES, { key: 'not-the-key', raw: '{broken' });
      expect(wrong.status).toBe(403);
      expect(JSON.stringify(asPublished(wrong.body), null, 2)).toBe(shape('not-the-key'.length));
      expect(service.output).not.toContain('not-the-key');
    });

    it('compares keys in constant time, and logs none [S4-30]', async () => {
      const nearly = `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`;
      const refused = await Promise.all(
        [nearly, key.slice(0, -1), `${key}0`, key.toUpperCase()].map((sent) =>
          service.request('POST', PROFILES, { key: sent, body: { profiles: [cto('abc')] } }),
        ),
      );
      expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
      expect((await submit([cto('logged-key')])).status).toBe(200);
      for (const secret of [key, nearly, key.slice(0, -1)]) expect(service.output).not.toContain(secret);
    });

    it('lists every fault of a request at once, of the envelope and of its profiles', async () => {
      const broken = {
        linkedin_url: 'https://evil.com/https://www.linkedin.com/in/x',
        suggested_role: 'CEO',
        name: '',
      };
      const answer = await service.request('POST', PROFILES, {
        key,
        body: { profiles: [cto('fine'), broken], max_concurrent: 6 },
      });
      expect(answer.at('details', 'total_errors')).toBe(4);
      const faults = answer.at('validation_errors') as { field: string; error_type: string }[];
      expect(faults.map(({ field, error_type: type }) => `${field} ${type}`)).toEqual([
        'max_concurrent less_than_equal',
        'profiles.1.linkedin_url url_host',
        'profiles.1.suggested_role enum',
        'profiles.1.name too_short',
      ]);
      const both = await service.request('POST', PROFILES, { key, body: { profiles: [], max_concurrent: 0 } });
      expect(both.at('details', 'total_errors')).toBe(2);
    });

    it.each([
      [
        'a way out of the folder',
        { profiles: [cto('x', { linkedin_url: 'https://www.linkedin.com/in/../admin' })] },
        'profiles.0.linkedin_url',
        'url_path',
      ],
      [
        'eleven profiles [S4-3]',
        { profiles: Array.from({ length: 11 }, (_, i) => cto(`somebody${i}`)) },
        'profiles',
        'too_long',
      ],
      ['no list [S4-3]', {}, 'profiles', 'missing'],
      ['no URL [S4-4]', { profiles: [{ suggested_role: 'CTO' }] }, 'profiles.0.linkedin_url', 'missing'],
      [
        'no URL at all [S4-27]',
        { profiles: [cto('x', { linkedin_url: 'nonsense address' })] },
        'profiles.0.linkedin_url',
        'url_parsing',
      ],
      [
        'a company [S4-4]',
        { profiles: [cto('x', { linkedin_url: 'https://www.linkedin.com/company/acme/' })] },
        'profiles.0.linkedin_url',
        'url_path',
      ],
      [
        'a look-alike host',
        { profiles: [cto('x', { linkedin_url: 'https://www.linkedin.com.evil.com/in/abc' })] },
        'profiles.0.linkedin_url',
        'url_host',
      ],
      [
        'a host in front',
        { profiles: [cto('x', { linkedin_url: 'https://linkedin.com@evil.com/in/abc' })] },
        'profiles.0.linkedin_url',
        'url_host',
      ],
      [
        'another role [S4-5]',
        { profiles: [cto('abc', { suggested_role: 'CEO' })] },
        'profiles.0.suggested_role',
        'enum',
      ],
      [
        'the role in lower case [S4-5]',
        { profiles: [cto('abc', { suggested_role: 'cto' })] },
        'profiles.0.suggested_role',
        'enum',
      ],
      ['a long name [S4-6]', { profiles: [cto('abc', { name: 'n'.repeat(201) })] }, 'profiles.0.name', 'too_long'],
      [
        'control characters in a name',
        { profiles: [cto('abc', { name: 'a\u0007b' })] },
        'profiles.0.name',
        'invalid_characters',
      ],
      [
        'a line break at the end of a name',
        { profiles: [cto('abc', { name: 'Ana Souza\n' })] },
        'profiles.0.name',
        'invalid_characters',
      ],
      [
        'a name that turns the reading order',
        { profiles: [cto('abc', { name: 'a\u202eb' })] },
        'profiles.0.name',
        'invalid_characters',
      ],
      [
        'a name with nothing to see in it',
        { profiles: [cto('abc', { name: '\u200b' })] },
        'profiles.0.name',
        'too_short',
      ],
      [
        'a text for a flag [S4-7]',
        { profiles: [cto('abc', { include_companies: 'yes' })] },
        'profiles.0.include_companies',
        'bool_type',
      ],
      ['no concurrency [S4-8]', { profiles: [cto('abc')], max_concurrent: 0 }, 'max_concurrent', 'greater_than_equal'],
      [
        'too much concurrency [S4-8]',
        { profiles: [cto('abc')], max_concurrent: 6 },
        'max_concurrent',
        'less_than_equal',
      ],
      ['an unknown field', { profiles: [cto('abc')], colour: 'red' }, 'colour', 'unknown_field'],
    ])('rejects %s with one entry [S4-27]', async (_, body, field, type) => {
      const answer = await service.request('POST', PROFILES, { key, body });
      expect(answer.status).toBe(422);
      expect(answer.at('details')).toEqual({ endpoint: PROFILES, method: 'POST', total_errors: 1 });
      expect(answer.at('validation_errors')).toEqual([expect.objectContaining({ field, error_type: type })]);
    });

    it('accepts forms only at the import, and no JSON there', async () => {
      const upload = form({}, [{ name: 'resume.json', content: '{}' }]);
      expect((await service.request('POST', PROFILES, { key, ...upload })).status).toBe(415);
      expect((await service.request('POST', '/api/v1/profiles/import', { key, body: {} })).status).toBe(415);
      expect((await service.request('POST', '/api/v1/profiles/import', { key: null, ...upload })).status).toBe(403);
      const unbound = await service.request('POST', '/api/v1/profiles/import', {
        key,
        ...form({}, [{ name: 'resume.json', content: resume('Nobody', [{ company: 'X', title: 'CTO' }]) }]),
      });
      expect(unbound.at('validation_errors', 0, 'error_type')).toBe('missing');
    });

    it('imports a JSON Resume whose address field follows the file, and ignores no file silently', async () => {
      const resumeFile = { name: 'resume.json', content: resume('Ada Byron', []) };
      const fields = { linkedin_url: profileUrl('ada-byron') };
      const imports = (...files: (typeof resumeFile)[]) =>
        service.request('POST', '/api/v1/profiles/import', { key, ...form(fields, files, 'files first') });
      const alone = await imports(resumeFile);
      expect([alone.status, alone.at('url')]).toEqual([201, profileUrl('ada-byron')]);
      const withMore = await imports(resumeFile, { name: 'bad.json', content: '{' });
      expect(withMore.status).toBe(422);
      expect(withMore.body).toMatchObject({
        error_code: 'ARCHIVE_REJECTED',
        message: 'A JSON Resume or a CV is an import of its own: upload it without other files.',
        details: { reason: 'too_many_files', file: 'bad.json' },
      });
    });

    it('imports the CSV files of a LinkedIn export, and rejects its other tables', async () => {
      const profile = 'First Name,Last Name,Headline,Summary\r\nOlga,Petrova,CISO at Quillmark,"Guards, builds"\r\n';
      const positions = 'Company Name,Title,Started On,Finished On\r\nQuillmark Systems,CISO,May 2022,\r\n';
      const answer = await service.request('POST', '/api/v1/profiles/import', {
        key,
        ...form({ linkedin_url: profileUrl('olga-petrova') }, [
          { name: 'Profile.csv', content: profile },
          { name: 'Positions.csv', content: `\uFEFF${positions}` },
        ]),
      });
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({
        format: 'linkedin_export',
        full_name: 'Olga Petrova',
        counts: { experience: 1 },
      });
      const private_ = await service.request('POST', '/api/v1/profiles/import', {
        key,
        ...form({ linkedin_url: profileUrl('olga-petrova') }, [{ name: 'messages.csv', content: 'a,b\r\n1,2\r\n' }]),
      });
      expect(private_.status).toBe(422);
      expect(private_.at('error_code')).toBe('ARCHIVE_REJECTED');
    });
  });
};
