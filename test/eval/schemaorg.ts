import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fact } from '../../src/company-extraction/facts/fact.js';
import { parseHtml } from '../../src/company-extraction/website/tree/html-tree.js';
import { Item } from '../../src/company-extraction/website/data/item.js';
import { itemFacts } from '../../src/company-extraction/website/read/item-facts.js';
import { readJsonLd } from '../../src/company-extraction/website/data/json-ld.js';
import { readMicrodata } from '../../src/company-extraction/website/data/microdata.js';
import { readRdfa } from '../../src/company-extraction/website/data/rdfa.js';
import { Section, share, Table } from './section.js';

type Syntax = 'MICRODATA' | 'RDFA' | 'JSON';

interface Example {
  readonly id: string;
  readonly markup: Readonly<Record<Syntax, string>>;
}

const READ: Readonly<Record<Syntax, (html: string) => readonly Item[]>> = {
  MICRODATA: (html) => readMicrodata(parseHtml(html).root),
  RDFA: (html) => readRdfa(parseHtml(html).root),
  // some examples leave the script element out
  JSON: (html) =>
    readJsonLd(parseHtml(html.includes('<script') ? html : `<script type="application/ld+json">${html}</script>`).root)
      .items,
};

function readExamples(folder: string): Example[] {
  const text = readdirSync(folder)
    .filter((file) => file.startsWith('schemaorg') && file.endsWith('.txt'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  return text
    .split(/^TYPES:/m)
    .slice(1)
    .map((block) => {
      const part = (name: string): string =>
        new RegExp(`^${name}:\\s*$([\\s\\S]*?)(?=^(?:PRE-MARKUP|MICRODATA|RDFA|JSON):\\s*$|$(?![\\s\\S]))`, 'm').exec(
          block,
        )?.[1] ?? '';
      return {
        id: /#(eg-\d+)/.exec(block)?.[1] ?? '?',
        markup: { MICRODATA: part('MICRODATA'), RDFA: part('RDFA'), JSON: part('JSON') },
      };
    });
}

const plain = (value: unknown): string =>
  JSON.stringify(value)
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}]/gu, '')
    .replace(/[^\p{L}\p{N}{}:,"]/gu, '')
    .replace(/\\n|\s/g, '');

/** What the examples state of companies: field and value, the way they were read left out. */
function factSet(items: readonly Item[]): Set<string> {
  const facts: readonly Fact[] = itemFacts(items, {
    url: null,
    locale: { language: 'en', regions: [{ region: 'US', weight: 5 }] },
  });
  return new Set(facts.map((fact) => `${fact.field} ${plain(fact.value)}`));
}

const SHOW = process.argv[4];

function compare(examples: readonly Example[], a: Syntax, b: Syntax): (string | number)[] {
  let both = 0;
  let same = 0;
  let shared = 0;
  let all = 0;
  for (const { id, markup } of examples) {
    const [left, right] = [factSet(READ[a](markup[a])), factSet(READ[b](markup[b]))];
    if (left.size === 0 || right.size === 0) {
      if (SHOW && left.size + right.size > 0 && markup[a].trim().length > 40 && markup[b].trim().length > 40)
        console.log(id, `only ${left.size > 0 ? a : b}`, [...left, ...right].slice(0, 3));
      continue;
    }
    both++;
    const union = new Set([...left, ...right]);
    const common = [...left].filter((fact) => right.has(fact)).length;
    all += union.size;
    shared += common;
    if (common === union.size) same++;
    else if (SHOW)
      console.log(
        id,
        a,
        [...left].filter((fact) => !right.has(fact)),
        b,
        [...right].filter((fact) => !left.has(fact)),
      );
  }
  return [`${a} = ${b}`, both, share(same / both), all, share(shared / all)];
}

/** The same company facts out of the three syntaxes of schema.org's own examples. */
export const schemaorg: Section = {
  name: 'schemaorg',
  needs: ['schemaorg'],
  run(data: string): Table[] {
    const examples = readExamples(join(data, 'schemaorg'));
    return [
      {
        title: `schemaorg: ${examples.length} examples, those that state company facts in both syntaxes`,
        columns: ['pair', 'examples', 'all facts equal', 'facts', 'equal'],
        rows: [
          compare(examples, 'JSON', 'MICRODATA'),
          compare(examples, 'JSON', 'RDFA'),
          compare(examples, 'MICRODATA', 'RDFA'),
        ],
        note: 'Some examples say different things in their syntaxes (other names, left-out parts): they count as unequal.',
      },
    ];
  },
};
