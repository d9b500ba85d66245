/** `npm run docs`: rewrites the generated sections of README.md and the file .env.example. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { envExample, withSections } from './readme-sections.js';

const root = join(__dirname, '..');
const readme = join(root, 'README.md');
writeFileSync(readme, withSections(readFileSync(readme, 'utf8')));
writeFileSync(join(root, '.env.example'), envExample());
