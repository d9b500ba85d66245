import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { proofOf, type SiteIdentity } from '../../src/company-extraction/extraction/verify-home-page.js';
import { foldName } from '../../src/company-extraction/facts/normalize-company-name.js';
import { parseHtml, rawText } from '../../src/company-extraction/website/tree/html-tree.js';
import { readPage } from '../../src/company-extraction/website/read/read-page.js';
import { Section, share, Table } from './section.js';
import { readCorpora } from './webstruct-pages.js';

/** Longest brand that is looked for, in words. */
const MAX_WORDS = 5;
/** Shorter brands stand in any text. */
const MIN_LETTERS = 4;

interface RealPage {
  readonly html: string;
  /** Folded names that people marked in the page; its own are among them. */
  readonly organisations: readonly string[];
  /** What people marked first. */
  readonly first: string | null;
}

function realPages(data: string): readonly RealPage[] {
  const annotated = [...readCorpora(join(data, 'webstruct')).values()].flat().map(({ html, gold }) => {
    const names = gold.get('ORG') ?? [];
    return { html, organisations: names.map(foldName), first: names[0] ?? null };
  });
  const folder = join(data, 'metascraper');
  const others = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      html: readFileSync(join(folder, name, 'input.html'), 'utf8'),
      organisations: [foldName(name)],
      first: null,
    }));
  return [...annotated, ...others];
}

function labelsOf(data: string): ReadonlyMap<string, string> {
  const lines = readFileSync(join(data, 'name-suggestion-index', 'brands.ndjson'), 'utf8')
    .trim()
    .split('\n');
  const labels = lines.map((line) => (JSON.parse(line) as { readonly label: string }).label);
  return new Map(labels.map((label) => [foldName(label), label] as const).filter(([key]) => key.length >= MIN_LETTERS));
}

/** The brands whose names stand in a text, word by word. */
function brandsIn(text: string, labels: ReadonlyMap<string, string>): readonly string[] {
  const words = text.split(/\s+/).map(foldName).join(' ').split(/ +/);
  const found = new Set<string>();
  for (let from = 0; from < words.length; from += 1)
    for (let count = 1; count <= MAX_WORDS; count += 1) {
      const label = labels.get(words.slice(from, from + count).join(' '));
      if (label !== undefined) found.add(label);
    }
  return [...found];
}

/** The same name, or one that begins with the other: the annotation leaves parts out. */
const isOwn = (brand: string, { organisations }: RealPage): boolean =>
  organisations.some((own) => own === foldName(brand) || own.startsWith(`${foldName(brand)} `));

function run(data: string): Table[] {
  const labels = labelsOf(data);
  const pages = realPages(data);
  let [clean, naiveClean, own, naiveOwn, owned] = [0, 0, 0, 0, 0];
  for (const page of pages) {
    const { ownNames, title } = readPage({ body: page.html, url: null, contentType: null });
    const site: SiteIdentity = { domain: 'unknown.example', ownNames, title, country: null };
    const foreign = brandsIn(rawText(parseHtml(page.html).root, 10_000_000), labels).filter(
      (brand) => !isOwn(brand, page),
    );
    const wrong = foreign.filter((brand) => proofOf([brand], site, null) !== null);
    if (process.argv[4] && wrong.length > 0) console.log(wrong, ownNames, page.organisations);
    if (wrong.length === 0) clean += 1;
    if (foreign.length === 0) naiveClean += 1;
    if (page.first === null) continue;
    owned += 1;
    if (proofOf([page.first], site, null) !== null) own += 1;
    if (` ${foldName(title ?? '')} `.includes(` ${foldName(page.first)} `)) naiveOwn += 1;
  }
  return [
    {
      title: 'Home pages: whose they are',
      columns: ['what', 'pages', 'right', 'naive'],
      rows: [
        [
          'bears out no brand that is not its own',
          pages.length,
          share(clean / pages.length),
          share(naiveClean / pages.length),
        ],
        ['bears out the first name marked in it', owned, share(own / owned), share(naiveOwn / owned)],
      ],
      note: 'Contact pages and articles, without their addresses, so that no domain helps. Naive: the name stands somewhere in the page; in its title.',
    },
  ];
}

export const homePages: Section = {
  name: 'home-pages',
  needs: ['webstruct', 'metascraper', 'name-suggestion-index'],
  run,
};
