import { call, printRows } from './api.js';
import type { Demo } from './launch.js';

const PEOPLE = [
  {
    slug: 'demo-ana-souza',
    name: 'Ana Souza',
    title: 'Chief Technology Officer',
    employer: 'Quillmark Systems',
    skill: 'payments platforms',
  },
  {
    slug: 'demo-ivo-brandt',
    name: 'Ivo Brandt',
    title: 'Chief Information Security Officer',
    employer: 'Brindlewood Tools',
    skill: 'incident response',
  },
] as const;

interface ProfileRow {
  readonly name: string;
  readonly position: string;
  readonly about: string;
}

/** The profiles API: two people from archives that they provided, one without any source, and a search by meaning. */
export async function showProfiles(demo: Demo): Promise<void> {
  console.log('\nProfiles: two from archives their owners gave, one that no source has');
  for (const person of PEOPLE) await importArchive(demo, person);
  const answer = await call(demo, 'POST', '/api/v1/profiles/batch-enhanced', {
    profiles: [
      { linkedin_url: address(PEOPLE[0].slug), suggested_role: 'CTO' },
      { linkedin_url: address(PEOPLE[1].slug), suggested_role: 'CISO' },
      { linkedin_url: address('demo-nobody-knows'), suggested_role: 'CIO' },
    ],
    max_concurrent: 2,
  });
  printRows(
    ['name', 'position', 'about'],
    (answer['results'] as ProfileRow[]).map(({ name, position, about }) => [
      name,
      position,
      (about ?? '').slice(0, 60),
    ]),
  );
  const found = await call(demo, 'POST', '/api/v1/profiles/search', {
    query: 'security officer, incident response',
    k: 1,
  });
  console.log(
    `  search (model ${String(found['embedding_model'])}): ${JSON.stringify((found['results'] as { name?: string; full_name?: string; similarity: number }[])[0])}`,
  );
}

const address = (slug: string): string => `https://www.linkedin.com/in/${slug}/`;

/** Uploads a JSON Resume, as the person would. Throws when it is refused. */
async function importArchive(demo: Demo, person: (typeof PEOPLE)[number]): Promise<void> {
  const resume = {
    basics: { name: person.name, label: person.title, summary: `Works on ${person.skill}.` },
    work: [{ name: person.employer, position: person.title, startDate: '2021-03' }],
    skills: [{ name: person.skill }],
  };
  const form = new FormData();
  form.set('linkedin_url', address(person.slug));
  form.set('file', new Blob([JSON.stringify(resume)], { type: 'application/json' }), 'resume.json');
  const answer = await fetch(`${demo.url}/api/v1/profiles/import`, {
    method: 'POST',
    headers: { 'X-API-Key': demo.key },
    body: form,
  });
  if (!answer.ok) throw new Error(`The import answered ${answer.status}: ${await answer.text()}`);
}
