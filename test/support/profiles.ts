import type { Answer } from './client.js';
import type { Received } from './provider-server.js';
import type { Service } from './service.js';

export const PROFILES = '/api/v1/profiles/batch-enhanced';

export const profileUrl = (slug: string): string => `https://www.linkedin.com/in/${slug}/`;

/** A form with files as its bytes and its header; a client may send the fields behind the files. */
export function form(
  fields: Readonly<Record<string, string>>,
  files: readonly { readonly name: string; readonly content: string | Uint8Array }[],
  order: 'fields first' | 'files first' = 'fields first',
): { readonly raw: Uint8Array<ArrayBuffer>; readonly headers: Readonly<Record<string, string>> } {
  const boundary = '----batchwright-test-boundary';
  const part = (disposition: string, content: string | Uint8Array): Buffer =>
    Buffer.concat([
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`),
      Buffer.from(content as Uint8Array),
      Buffer.from('\r\n'),
    ]);
  const fieldParts = Object.entries(fields).map(([name, value]) => part(`name="${name}"`, value));
  const fileParts = files.map(({ name, content }) => part(`name="files"; filename="${name}"`, content));
  const parts = [
    ...(order === 'fields first' ? [...fieldParts, ...fileParts] : [...fileParts, ...fieldParts]),
    Buffer.from(`--${boundary}--\r\n`),
  ];
  return {
    raw: new Uint8Array(Buffer.concat(parts)),
    headers: { 'Content-Type': `multipart/form-data; boundary=${boundary}` },
  };
}

/** Positions of a made-up résumé, newest first. */
export interface Job {
  readonly company: string;
  readonly title: string;
  readonly url?: string;
  readonly start?: string;
  readonly end?: string;
}

/** A JSON Resume of somebody invented. */
export const resume = (name: string, jobs: readonly Job[], summary = 'Builds payment systems.'): string =>
  JSON.stringify({
    basics: { name, label: jobs[0]?.title ?? '', summary },
    work: jobs.map(({ company, title, url, start = '2021-03', end }) => ({
      name: company,
      position: title,
      ...(url === undefined ? {} : { url }),
      startDate: start,
      ...(end === undefined ? {} : { endDate: end }),
    })),
    education: [{ institution: 'University of Somewhere', area: 'Computer Science', studyType: 'BSc' }],
    certificates: [{ name: 'CISSP', issuer: 'ISC2', date: '2020-05' }],
    skills: [{ name: 'PostgreSQL' }],
  });

/** Imports a résumé for an address. */
export async function importResume(service: Service, key: string, slug: string, content: string): Promise<Answer> {
  const upload = form({ linkedin_url: profileUrl(slug) }, [{ name: 'resume.json', content }]);
  const answer = await service.request('POST', '/api/v1/profiles/import', { key, ...upload });
  if (answer.status !== 201) throw new Error(`Import answered ${answer.status}: ${answer.text}`);
  return answer;
}

/** What People Data Labs answers for a slug, with an employer of one's own and one that all share. */
export const pdlPerson = (slug: string): object => ({
  status: 200,
  likelihood: 9,
  data: {
    full_name: `Person ${slug}`,
    headline: 'Chief Information Security Officer',
    job_title: 'Chief Information Security Officer',
    linkedin_url: `linkedin.com/in/${slug}`,
    experience: [
      {
        company: {
          name: 'Quillmark Systems',
          linkedin_url: 'linkedin.com/company/quillmark',
          website: 'quillmark.example',
        },
        title: { name: 'Chief Information Security Officer' },
        start_date: '2021-01',
        is_primary: true,
      },
    ],
    education: [],
    certifications: [],
    skills: ['security'],
  },
});

/** Those that a request asks for: one by its query, several at once by its body. */
export const slugsAsked = (request: Received): readonly string[] =>
  request.path.endsWith('/bulk')
    ? (JSON.parse(request.body) as { requests: { params: { profile: string } }[] }).requests.map(
        ({ params }) => params.profile.split('/').at(-1) ?? '',
      )
    : [slugAsked(request)];

/** The slug that a question to People Data Labs is about. */
export const slugAsked = (request: Received): string => request.query.get('profile')?.split('/').at(-1) ?? '';
