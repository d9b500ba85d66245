import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Section, Table } from './section.js';
import { brokenJsonLd } from './broken-json-ld.js';
import { brands } from './brands.js';
import { embeddings } from './embeddings.js';
import { homePages } from './home-pages.js';
import { registers } from './registers.js';
import { schemaorg } from './schemaorg.js';
import { compare, type Figure, figuresOf, keepFigures } from './figures.js';
import { vocabulary } from './vocabulary.js';
import { webstruct } from './webstruct.js';

/** Every section, in printing order. */
const SECTIONS: readonly Section[] = [
  webstruct,
  schemaorg,
  brokenJsonLd,
  registers,
  vocabulary,
  homePages,
  brands,
  embeddings,
];

function print(table: Table): void {
  const rows = [table.columns, ...table.rows].map((row) => row.map(String));
  const widths = table.columns.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  console.log(`\n${table.title}`);
  rows.forEach((row, index) => {
    console.log(
      '  ' + row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    );
    if (index === 0) console.log('  ' + widths.map((width) => '-'.repeat(width)).join('  '));
  });
  if (table.note) console.log(`  ${table.note}`);
}

async function main(folder: string | undefined, only: string | undefined, keeps: boolean): Promise<void> {
  if (!folder || !existsSync(folder)) {
    console.error('usage: npm run eval -- <data folder> [section] [--keep]');
    process.exitCode = 2;
    return;
  }
  const data = resolve(folder);
  const figures: Figure[] = [];
  for (const section of SECTIONS) {
    if (only && only !== section.name) continue;
    const missing = section.needs.filter((need) => !existsSync(join(data, need)));
    if (missing.length > 0) console.log(`\n${section.name}: not run, no ${missing.join(', ')}`);
    else
      for (const table of await section.run(data)) {
        print(table);
        figures.push(...figuresOf(table));
      }
  }
  const { table, fallen } = compare(figures);
  print(table);
  if (keeps) keepFigures(figures);
  else if (fallen > 0) {
    console.error(`${fallen} figures fell by more than their interval.`);
    process.exitCode = 1;
  }
}

const [folder, only] = process.argv.slice(2).filter((argument) => argument !== '--keep');
main(folder, only, process.argv.includes('--keep')).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
