import { strToU8, zipSync, type Zippable } from 'fflate';
import { AppError } from '../../../platform/errors/app-error.js';
import { ARCHIVE_LIMITS } from './archive-limits.js';
import { readArchive, type UploadedFile } from './read-archive.js';

async function* streamOf(content: string | Uint8Array, chunk = 1000): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  for (let at = 0; at < bytes.length; at += chunk) yield Promise.resolve(bytes.subarray(at, at + chunk));
}
const file = (name: string, content: string | Uint8Array): UploadedFile => ({ name, content: streamOf(content) });
const zipOf = (files: Readonly<Record<string, string | Uint8Array>>): Uint8Array =>
  zipSync(
    Object.fromEntries(Object.entries(files).map(([n, c]) => [n, typeof c === 'string' ? strToU8(c) : c])) as Zippable,
  );
const readZip = (zip: Uint8Array) => readArchive([file('export.zip', zip)]);

async function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error('expected a refusal', { cause: error });
  expect(error.code).toBe('ARCHIVE_REJECTED');
  return error.details['reason'];
}

const PROFILE =
  'First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers\r\n' +
  'Ada,Byron,,"1 Secret Street","Dec 10","CTO at Analytical Engines","Writes ""programs"",\nsince 1843.",Computing,SW1Y,London,,,\r\n';
const POSITIONS =
  'Company Name,Title,Description,Location,Started On,Finished On\n' +
  'Difference Ltd,Analyst,,London,Jan 1990,Dec 1999\n' +
  'Analytical Engines,Chief Technology Officer,"Mills, stores",London,May 2001,\n' +
  'Analytical Engines,Chief Technology Officer,"Mills, stores",London,May 2001,\n';
const EDUCATION =
  'School Name,Start Date,End Date,Notes,Degree Name,Activities\nHome,1980,1988,"By tutors",BSc Mathematics,Chess\n';
const CERTIFICATIONS =
  'Name,Url,Authority,Started On,Finished On,License Number\nLoom Operator,https://loom.test/1,Jacquard,Sep 2003,,L-1\n';

describe('readArchive', () => {
  it('reads an export ZIP, newest position first, duplicate rows once', async () => {
    const archive = await readZip(
      zipOf({
        'Basic_LinkedInDataExport/Profile.csv': PROFILE,
        'Basic_LinkedInDataExport/Positions.csv': POSITIONS,
        'Basic_LinkedInDataExport/Education.csv': EDUCATION,
        'Basic_LinkedInDataExport/Certifications.csv': CERTIFICATIONS,
        'Basic_LinkedInDataExport/Skills.csv': 'Name\nAlgorithms\nPunched cards\n',
        'Basic_LinkedInDataExport/Languages.csv': 'Name,Proficiency\nFrench,Native\n',
        'Basic_LinkedInDataExport/Jobs/Job Applications.csv': 'x',
        '__MACOSX/._Positions.csv': 'binary',
      }),
    );
    expect(archive).toMatchObject({ format: 'linkedin_export', linkedin: null, warnings: [] });
    expect(archive.content).toMatchObject({
      full_name: 'Ada Byron',
      headline: 'CTO at Analytical Engines',
      position: 'Chief Technology Officer',
      about: 'Writes "programs",\nsince 1843.',
      location: 'London',
      industry: 'Computing',
      skills: ['Algorithms', 'Punched cards'],
      languages: ['French'],
      education: [
        {
          school: 'Home',
          degree: 'BSc Mathematics',
          start: { year: 1980, month: null },
          description: 'By tutors\nChess',
        },
      ],
      certifications: [
        { name: 'Loom Operator', issuer: 'Jacquard', issued: { year: 2003, month: 9 }, credential_id: 'L-1' },
      ],
    });
    expect(archive.content.experience).toMatchObject([
      { company_name: 'Analytical Engines', is_current: true, start: { year: 2001, month: 5 }, end: null },
      { company_name: 'Difference Ltd', is_current: false, end: { year: 1999, month: 12 } },
    ]);
  });

  it('never reads the private columns and never opens the private tables', async () => {
    const archive = await readZip(
      zipOf({
        'Profile.csv': PROFILE,
        'Connections.csv': 'First Name,Company\nGrace,Navy\n',
        'messages.csv': 'CONTENT\nsecret\n',
      }),
    );
    expect(JSON.stringify(archive)).not.toMatch(/Secret Street|Dec 10|SW1Y|Grace|secret/);
    expect(archive.files).toEqual(['profile.csv']);
    expect(await reasonOf(readArchive([file('Connections.csv', 'First Name,Company\nGrace,Navy\n')]))).toBe(
      'not_an_archive',
    );
  });

  it.each([
    ['other order', 'Finished On,Started On,Title,Company Name\n,May 2001,CTO,Acme\n'],
    ['other names', 'Company,Job Title,Start Date,End Date\nAcme,CTO,2001-05,Present\n'],
    ['byte order mark', '\uFEFFCompany Name,Title,Started On,Finished On\nAcme,CTO,May 2001,\n'],
    [
      'preamble',
      'Notes:\n"When exporting, some rows, may be missing."\n\nCompany Name,Title,Started On,Finished On\nAcme,CTO,May 2001,\n',
    ],
    ['CRLF and quotes', '"Company Name","Title","Started On","Finished On"\r\n"Acme","CTO","May 2001",""\r\n'],
    ['semicolons', 'Company Name;Title;Started On;Finished On\nAcme;CTO;May-01;\n'],
    ['tabs', 'Company Name\tTitle\tStarted On\tFinished On\nAcme\tCTO\t05/2001\t\n'],
    ['rows too short', 'Company Name,Title,Started On,Finished On\nAcme,CTO,May 2001\n'],
    ['German', 'Unternehmen,Titel,Beginn,Ende\nAcme,CTO,Mai 2001,Heute\n'],
    ['French', 'Nom de l’entreprise,Poste,Date de début,Date de fin\nAcme,CTO,mai 2001,\n'],
    ['Spanish', 'Nombre de la empresa,Cargo,Fecha de inicio,Fecha de finalización\nAcme,CTO,mayo de 2001,actualidad\n'],
    ['Portuguese', 'Nome da empresa,Cargo,Data de início,Data de término\nAcme,CTO,mai de 2001,Presente\n'],
  ])('reads positions with %s', async (_, csv) => {
    const { content, warnings } = await readArchive([file('Positions (1).csv', csv)]);
    expect(warnings).toEqual([]);
    expect(content.experience).toMatchObject([
      { company_name: 'Acme', title: 'CTO', start: { year: 2001, month: 5 }, end: null, is_current: true },
    ]);
  });

  it('reads UTF-16 and Windows-1252 as Excel saves them', async () => {
    const csv = 'Company Name,Title\nMüller,Geschäftsführer\n';
    for (const bytes of [Buffer.from(`\uFEFF${csv}`, 'utf16le'), Buffer.from(csv, 'latin1')]) {
      const { content } = await readArchive([file('Positions.csv', bytes)]);
      expect(content.experience).toMatchObject([{ company_name: 'Müller', title: 'Geschäftsführer' }]);
    }
  });

  it('combines single CSVs and handles missing ones', async () => {
    const { content, files } = await readArchive([file('Skills.csv', 'Name\nSQL\n'), file('Profile.csv', PROFILE)]);
    expect(files).toEqual(['skills.csv', 'profile.csv']);
    expect(content).toMatchObject({
      full_name: 'Ada Byron',
      position: 'CTO at Analytical Engines',
      experience: [],
      skills: ['SQL'],
    });
  });

  it('reports what it could not read', async () => {
    const { warnings, content } = await readZip(
      zipOf({ 'Positions.csv': 'Company Name,Title,Finished On\nAcme,CTO,soon\n', 'Skills.csv': 'Foo,Bar\n1,2\n' }),
    );
    expect(warnings).toHaveLength(2);
    expect(content.experience).toMatchObject([{ end: null, is_current: false }]);
  });

  it('reads a JSON Resume with the address in it', async () => {
    const resume = {
      basics: {
        name: 'Ada Byron',
        label: 'Programmer',
        email: 'private@example.com',
        phone: '+44 1',
        summary: 'First.',
        location: { address: '1 Secret Street', city: 'London', countryCode: 'GB' },
        profiles: [
          { network: 'X', username: 'ada' },
          { network: 'LinkedIn', username: 'ada-byron', url: '' },
        ],
      },
      work: [
        { name: 'Old', position: 'Analyst', startDate: '1990', endDate: '1999-12-31' },
        {
          name: 'Engines',
          position: 'CTO',
          url: 'https://www.engines.co.uk/',
          startDate: '2001-05-01',
          summary: 'S',
          highlights: ['H'],
        },
      ],
      education: [{ institution: 'Home', area: 'Mathematics', studyType: 'BSc', startDate: '1980' }],
      certificates: [{ name: 'Loom', issuer: 'Jacquard', date: '2003-09-01', url: 'https://loom.test' }],
      skills: [{ name: 'Programming', keywords: ['Cards', 'Programming'] }],
      languages: [{ language: 'English' }],
      references: [{ name: 'Charles', reference: 'Good' }],
    };
    const archive = await readArchive([file('resume.json', `\uFEFF${JSON.stringify(resume)}`)]);
    expect(archive).toMatchObject({ format: 'json_resume', linkedin: { slug: 'ada-byron' } });
    expect(archive.content).toMatchObject({
      full_name: 'Ada Byron',
      position: 'CTO',
      location: 'London, GB',
      skills: ['Programming', 'Cards'],
      experience: [
        { company_name: 'Engines', company_ref: { domain: 'engines.co.uk' }, is_current: true, description: 'S\nH' },
        { company_name: 'Old', is_current: false, end: { year: 1999, month: 12 } },
      ],
      education: [{ school: 'Home', degree: 'BSc', field: 'Mathematics' }],
      certifications: [{ name: 'Loom', issuer: 'Jacquard', issued: { year: 2003, month: 9 } }],
    });
    expect(JSON.stringify(archive)).not.toMatch(/private@|\+44|Secret|Charles/);
  });

  it.each([
    ['another JSON Resume', 'resume.json', 'other.json'],
    ['a table before it', 'Positions.csv', 'resume.json'],
    ['a table after it', 'resume.json', 'Positions.csv'],
    ['a file that nothing can be made of', 'resume.json', 'me.png'],
  ])('rejects a JSON Resume with %s instead of ignoring a file', async (_, ...names) => {
    const contentOf = (name: string): string => (name.endsWith('.csv') ? POSITIONS : '{"basics":{"name":"Ada Byron"}}');
    expect(await reasonOf(readArchive(names.map((name) => file(name, contentOf(name)))))).toBe('too_many_files');
  });

  it.each([
    ['not JSON', 'resume.json', '{"basics":', 'damaged'],
    ['other JSON', 'package.json', '{"name":"x"}', 'not_an_archive'],
    ['JSON of wrong types', 'resume.json', '{"basics":[],"work":"no"}', 'not_an_archive'],
    ['a picture', 'me.png', '\x89PNG....', 'not_an_archive'],
    ['only skills', 'Skills.csv', 'Name\nSQL\n', 'nothing_to_read'],
    ['an endless record', 'Positions.csv', `Company Name,Title\n"${'a'.repeat(300_000)}`, 'damaged'],
    ['too many rows', 'Positions.csv', `Company Name,Title\n${'a,b\n'.repeat(5_001)}`, 'too_many_rows'],
    ['a table without a header', 'Positions.csv', 'a,b\n'.repeat(30), 'nothing_to_read'],
  ])('refuses %s', async (_, name, content, reason) => {
    expect(await reasonOf(readArchive([file(name, content)]))).toBe(reason);
  });

  it('handles JSON Resumes with wrong types', async () => {
    const odd = {
      basics: { name: 1, profiles: 'x', location: 'Paris' },
      work: [null, 1, { name: ['a'] }, { position: 'CTO', highlights: [1, 'x'] }],
      skills: {},
    };
    const { content } = await readArchive([file('r.json', JSON.stringify(odd))]);
    expect(content).toMatchObject({
      full_name: null,
      location: 'Paris',
      experience: [{ title: 'CTO', description: 'x' }],
      skills: [],
    });
  });

  it('rejects a 1 GB CSV after reading no more than the limit', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'Acme,CTO\n');
    let given = 0;
    async function* huge(): AsyncGenerator<Uint8Array> {
      for (; given < 1024 ** 3; given += chunk.length) yield Promise.resolve(chunk);
    }
    expect(await reasonOf(readArchive([{ name: 'Positions.csv', content: huge() }]))).toBe('too_large');
    expect(given).toBeLessThanOrEqual(ARCHIVE_LIMITS.fileBytes + chunk.length);
  });
});

/** Changes the central directory entry of the only file of a ZIP. */
function patchDirectory(zip: Uint8Array, change: (entry: Buffer) => void): Uint8Array {
  const patched = Buffer.from(zip);
  change(patched.subarray(patched.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))));
  return patched;
}
const one = (content: string | Uint8Array = PROFILE): Uint8Array => zipOf({ 'Profile.csv': content });

describe('readArchive on hostile ZIPs', () => {
  /** 64 MiB of zeros in 64 KiB; packing them takes a second, so that it is done once. */
  const BOMB = one(new Uint8Array(64 * 1024 * 1024));
  it('rejects an entry that expands too much, before unpacking it', async () => {
    // Unpacking these bytes would fail.
    const zip = Uint8Array.from(BOMB).fill(0xff, BOMB.length / 4, BOMB.length / 2);
    expect(await reasonOf(readZip(zip))).toBe('expands_too_much');
  });

  it('rejects a 1 GB CSV by its declared size', async () => {
    const zip = patchDirectory(one(), (e) => e.writeUInt32LE(1024 ** 3, 24));
    expect(['too_large', 'expands_too_much']).toContain(await reasonOf(readZip(zip)));
  });

  it('rejects an entry larger than its directory declares, in bounded memory', async () => {
    const zip = patchDirectory(BOMB, (e) => e.writeUInt32LE(1000, 24));
    const before = process.memoryUsage().rss;
    expect(await reasonOf(readZip(zip))).toBe('expands_too_much');
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 * 1024);
  });

  it.each([
    '../Profile.csv',
    'a/../../Profile.csv',
    '/etc/Profile.csv',
    'C:/Profile.csv',
    '..\\Profile.csv',
    'a\u0000/Profile.csv',
  ])('rejects the path %j', async (name) => {
    expect(await reasonOf(readZip(zipOf({ [name]: PROFILE })))).toBe('unsafe_path');
  });

  it.each<[string, (entry: Buffer) => void, string]>([
    ['encryption', (e) => e.writeUInt16LE(1, 8), 'encrypted'],
    ['strong encryption', (e) => e.writeUInt16LE(0x41, 8), 'encrypted'],
    ['another compression method', (e) => e.writeUInt16LE(9, 10), 'unsupported'],
    ['a symbolic link', (e) => e.writeUInt32LE((0o120777 << 16) >>> 0, 38), 'unsupported'],
    ['a wrong checksum', (e) => e.writeUInt32LE(1, 16), 'damaged'],
    ['a wrong size', (e) => e.writeUInt32LE(5000, 24), 'damaged'],
    ['a packed size past the directory', (e) => e.writeUInt32LE(1_000_000, 20), 'damaged'],
    ['an offset into nothing', (e) => e.writeUInt32LE(0x7fffffff, 42), 'damaged'],
  ])('rejects %s', async (_, change, reason) => {
    expect(await reasonOf(readZip(patchDirectory(one(), change)))).toBe(reason);
  });

  it('rejects too many entries', async () => {
    const many = Object.fromEntries(Array.from({ length: ARCHIVE_LIMITS.entries + 1 }, (_, i) => [`${i}.txt`, 'x']));
    expect(await reasonOf(readZip(zipOf(many)))).toBe('too_many_entries');
  });

  it('rejects entries that share bytes', async () => {
    const zip = Buffer.from(zipOf({ 'Profile.csv': PROFILE, 'Education.csv': EDUCATION }));
    const second = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    zip.writeUInt32LE(0, second + 42);
    expect(await reasonOf(readZip(zip))).toBe('damaged');
  });

  it('rejects every truncated ZIP, and never hangs or throws anything else', async () => {
    const zip = zipOf({ 'Profile.csv': PROFILE, 'Positions.csv': POSITIONS });
    for (let length = 4; length < zip.length; length += 7) {
      expect(await reasonOf(readZip(zip.subarray(0, length)))).toBe('damaged');
    }
  });

  it('rejects every damaged ZIP or returns a profile', async () => {
    const zip = zipOf({ 'Profile.csv': PROFILE, 'Positions.csv': POSITIONS });
    for (let at = 0; at < zip.length; at += 3) {
      const damaged = Uint8Array.from(zip);
      damaged[at] = 0xff - (damaged[at] ?? 0);
      await readZip(damaged).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error;
      });
    }
  });
});
