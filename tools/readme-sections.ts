import {
  operationLabelsMarkdown,
  operationMatrixMarkdown,
  orderTransitionsMarkdown,
} from '../src/batch-operations/labels/operation-tables.js';
import { describeSettings } from '../src/platform/config/config.js';
import { ERRORS, type ErrorSpec } from '../src/platform/errors/app-error.js';

/** Generated sections of README.md and the code that generates them. */
export const README_SECTIONS: Readonly<Record<string, () => string>> = {
  errors: errorTableMarkdown,
  settings: settingsTableMarkdown,
  'operation-rights': operationMatrixMarkdown,
  'order-transitions': orderTransitionsMarkdown,
  'operation-labels': operationLabelsMarkdown,
};

/** Table of every error code, in the order of the table in code. */
export function errorTableMarkdown(): string {
  const rows = Object.entries<ErrorSpec>(ERRORS).map(([code, { status, class: kind, type, meaning }]) => [
    `\`${code}\``,
    String(status),
    kind === 'transient' || kind === 'throttled' ? 'yes' : 'no',
    `\`${type}\``,
    meaning,
  ]);
  return table(['Code', 'Status', 'Try again', 'Type', 'Meaning'], rows);
}

/** Table of every environment variable with its default. */
export function settingsTableMarkdown(): string {
  const rows = describeSettings().map(({ name, fallback, meaning }) => [
    `\`${name}\``,
    fallback === '' ? '' : `\`${fallback}\``,
    meaning,
  ]);
  return table(['Variable', 'Default', 'Meaning'], rows);
}

/** The settings as a file to copy to .env: every variable with its meaning above it, commented out at its default. */
export const envExample = (): string =>
  describeSettings()
    .map(({ name, fallback, meaning }) => `# ${meaning}\n# ${name}=${fallback}\n`)
    .join('\n');

/** Replaces everything between the section's markers. Throws when the markers are missing. */
export function replaceSection(text: string, name: string, content: string): string {
  const begin = `<!-- begin:${name} -->`;
  const end = `<!-- end:${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no section ${begin} … ${end}.`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}

/** Returns the README with all sections regenerated. */
export const withSections = (readme: string): string =>
  Object.entries(README_SECTIONS).reduce((text, [name, render]) => replaceSection(text, name, render()), readme);

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');

const cell = (text: string): string => text.replaceAll('|', '\\|');
