import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeSettings } from '../../src/platform/config/config.js';
import { ERRORS } from '../../src/platform/errors/app-error.js';
import { envExample, errorTableMarkdown, settingsTableMarkdown, withSections } from '../../tools/readme-sections.js';

const root = join(__dirname, '..', '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

describe('README.md', () => {
  it('has the error and settings tables of the code (npm run docs writes them)', () => {
    expect(readme).toBe(withSections(readme));
  });

  it('names every error code and every setting exactly once', () => {
    const rows = (markdown: string): string[] => [...markdown.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name ?? '');
    expect(rows(errorTableMarkdown())).toEqual(Object.keys(ERRORS));
    expect(rows(settingsTableMarkdown())).toEqual(describeSettings().map(({ name }) => name));
  });
});

describe('.env.example', () => {
  it('lists every setting with its default (npm run docs writes it)', () => {
    expect(readFileSync(join(root, '.env.example'), 'utf8')).toBe(envExample());
  });
});
