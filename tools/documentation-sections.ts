import {
  operationLabelsMarkdown,
  operationMatrixMarkdown,
  orderTransitionsMarkdown,
} from '../src/batch-operations/labels/operation-tables.js';
import { registerFeatures } from '../src/features.js';
import { describeSettings } from '../src/platform/config/config.js';
import { ERRORS, type ErrorSpec } from '../src/platform/errors/app-error.js';

registerFeatures();

/** Where pages of the documentation are generated from the code: by page, the sections between its markers. */
export const GENERATED_SECTIONS: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'docs/reference/errors.md': { errors: errorTableMarkdown },
  'docs/reference/settings.md': { settings: settingsTableMarkdown },
  'docs/reference/rights.md': {
    'operation-rights': operationMatrixMarkdown,
    'order-transitions': orderTransitionsMarkdown,
  },
  'docs/reference/labels.md': { 'operation-labels': operationLabelsMarkdown },
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
  if (from < 0 || to < from) throw new Error(`The page has no section ${begin} … ${end}.`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}

/** A page as it should be. Throws when a marker is missing. */
export const withSections = (page: string, text: string): string =>
  Object.entries(GENERATED_SECTIONS[page] ?? {}).reduce(
    (result, [name, render]) => replaceSection(result, name, render()),
    text,
  );

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`).join('\n');

const cell = (text: string): string => text.replaceAll('|', '\\|');
