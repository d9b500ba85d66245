import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** The lines of the acceptance checklist: the numbers that begin the lists of the page, some with a letter. */
const pageLines = (): readonly string[] =>
  [...readFileSync(join(root, 'docs', 'compatibility.md'), 'utf8').matchAll(/^- \*\*(S\d-\d+[a-z]?)\*\* /gm)].map(
    ([, line = '']) => line,
  );

/** Lines that no test can show, and the file that does. */
const SHOWN_BY: Readonly<Record<string, string>> = {
  // Testing instructions: the table of commands that begins the page.
  'S0-31': 'docs/architecture/testing.md',
  // Logging of profiles: a line per submission, per profile with numbers and code, and per refusal.
  'S4-40': 'src/profile-ingestion/pipeline/profile-pipeline.ts',
  // Tests of profiles: mixed results here, validation and keys in refusals/profiles.part.ts, edges in the others beside
  // them.
  'S4-43': 'test/e2e/profiles.spec.ts',
};

/** The spec files and their parts, but for this one. */
function testTexts(): string[] {
  const own = join('architecture', 'checklist.spec.ts');
  return ['src', 'test'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(?:spec|part|inside)\.ts$/.test(path) && path !== own)
      .map((path) => readFileSync(join(root, folder, path), 'utf8')),
  );
}

/** Every string that names a line: test names, and rows that become test names. */
const namingTexts = (): string[] =>
  testTexts().flatMap((text) => text.match(/(['"`])[^'"`\n]*\bS\d-\d[^\n]*?\1/g) ?? []);

/** The lines that a string names: `S1-5 S1-18`, `S1-29 to S1-34`; one with a letter is named alone, not by a range. */
function linesOf(text: string): string[] {
  const ranges = [...text.matchAll(/\b(S\d)-(\d+)(?:([a-z])\b| to S\d-(\d+))?/g)];
  return ranges.flatMap(([, part = '', from = '', letter = '', to = from]) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, n) => `${part}-${Number(from) + n}${letter}`),
  );
}

describe('The acceptance checklist', () => {
  const tested = new Set(namingTexts().flatMap(linesOf));
  const all = pageLines();

  it('is read from the page: five parts, every number once and in order', () => {
    expect(all.filter((line, at) => all.indexOf(line) !== at)).toEqual([]);
    const last = new Map<string, number>();
    const outOfOrder = all.filter((line) => {
      const [, part = '', number = '', letter = ''] = /^(S\d)-(\d+)([a-z]?)$/.exec(line) ?? [];
      const before = last.get(part) ?? 0;
      last.set(part, Number(number));
      return Number(number) !== before + (letter === '' ? 1 : 0);
    });
    expect(outOfOrder).toEqual([]);
    // The contracts are kept as they were: a line that went with its test would be missed by nobody.
    expect(Object.fromEntries(last)).toEqual({ S0: 31, S1: 69, S2: 70, S3: 74, S4: 51 });
  });

  it('is parsed from test names with single lines, ranges and letters', () => {
    expect(linesOf('S1-5 S1-18 applies fifty, S2-9 to S2-11, S2-52a and row 3')).toEqual([
      'S1-5',
      'S1-18',
      'S2-9',
      'S2-10',
      'S2-11',
      'S2-52a',
    ]);
    expect(linesOf('row 36: 1,000 items')).toEqual([]);
  });

  it('has a test or a file for each line', () => {
    expect(all.filter((line) => !tested.has(line) && !(line in SHOWN_BY))).toEqual([]);
  });

  it('has every line that test names mention', () => {
    const known = new Set(all);
    expect([...tested].filter((line) => !known.has(line))).toEqual([]);
  });

  it('is what the marks at the end of test names are of, and nothing else', () => {
    const marks = testTexts().flatMap((text) => [...text.matchAll(/ \[([A-Z]\d[^[\]\n]*)\]['"`],/g)]);
    expect(marks.length).toBeGreaterThan(200);
    const lines = /^S\d-\d+[a-z]?(?: to S\d-\d+)?(?:,? S\d-\d+[a-z]?(?: to S\d-\d+)?)*$/;
    expect(marks.map(([, mark = '']) => mark).filter((mark) => !lines.test(mark))).toEqual([]);
  });

  it('leaves names that are sentences: none is a row alone, and no mark begins one', () => {
    const alone = /\)\(\s*(['"`])(?:not )?(?:%\w|\$\w+)\1,/g;
    const marked = /\bdescribe\w*(?:\.each\([^)]*\))?\(\s*['"`]S\d[^\n]*/g;
    expect(
      [...testTexts(), "it.each(['a'])('not %s', (a) => a); describe('S1 a', b);"].flatMap((text) => [
        ...(text.match(alone) ?? []),
        ...(text.match(marked) ?? []),
      ]),
    ).toEqual([")('not %s',", "describe('S1 a', b);"]);
  });

  it('points to existing files for lines without a test', () => {
    expect(Object.keys(SHOWN_BY).filter((line) => tested.has(line) || !all.includes(line))).toEqual([]);
    expect(Object.values(SHOWN_BY).filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });
});
