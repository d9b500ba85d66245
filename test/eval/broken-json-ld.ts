import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { elements, parseHtml, rawText } from '../../src/company-extraction/website/tree/html-tree.js';
import { readTolerantJson } from '../../src/company-extraction/website/data/tolerant-json.js';
import { Section, share, Table } from './section.js';

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : typeof inner === 'string'
        ? inner.replace(/\s+/g, ' ').trim()
        : inner,
  );

function scripts(html: string): string[] {
  return [...elements(parseHtml(html).root)]
    .filter((element) => element.tag === 'script' && /ld\+json/.test(element.attributes.get('type') ?? ''))
    .map((element) => rawText(element, 1_000_000));
}

function strict(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** JSON-LD that strict JSON refuses: how much of it comes out right, beside what strict parsing gets. */
export const brokenJsonLd: Section = {
  name: 'broken-json-ld',
  needs: ['extruct/custom.invalid'],
  run(data: string): Table[] {
    const folder = join(data, 'extruct/custom.invalid');
    const pages = readdirSync(folder).filter(
      (file) => file.endsWith('.html') && existsSync(join(folder, file.replace(/html$/, 'jsonld'))),
    );
    let right = 0;
    let byStrict = 0;
    for (const file of pages) {
      const texts = scripts(readFileSync(join(folder, file), 'utf8'));
      const expected: unknown = JSON.parse(readFileSync(join(folder, file.replace(/html$/, 'jsonld')), 'utf8'));
      const values = texts.flatMap((text) => readTolerantJson(text).values).flat();
      if (canonical(values) === canonical([expected].flat())) right++;
      else if (process.argv[4]) console.log(file, canonical(values), canonical([expected].flat()));
      if (texts.length > 0 && texts.every(strict)) byStrict++;
    }
    return [
      {
        title: `broken JSON-LD: ${pages.length} pages as seen in the wild`,
        columns: ['reader', 'recovered exactly', 'share'],
        rows: [
          ['ours', right, share(right / pages.length)],
          ['JSON.parse', byStrict, share(byStrict / pages.length)],
        ],
        note: 'Exactly: every key and value as expected, white space aside.',
      },
    ];
  },
};
