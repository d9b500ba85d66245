/** `npm run docs`: rewrites the generated sections of the documentation and the file .env.example. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { envExample, GENERATED_SECTIONS, withSections } from './documentation-sections.js';

const root = join(__dirname, '..');
for (const page of Object.keys(GENERATED_SECTIONS)) {
  const path = join(root, page);
  writeFileSync(path, withSections(page, readFileSync(path, 'utf8')));
}
writeFileSync(join(root, '.env.example'), envExample());
