/**
 * Reads the infobox of a Wikipedia article: the first template whose name begins like an infobox in one of several
 * languages, with its parameters as plain text. Runs in time linear in the length of the wikitext, which is cut at
 * 200,000 characters: infoboxes are at the top.
 */
export interface Infobox {
  /** Template name in lower case: `infobox company`. */
  readonly template: string;
  /** Raw wikitext by parameter name; names in lower case with spaces for underscores. */
  readonly parameters: ReadonlyMap<string, string>;
}

const MAX_WIKITEXT = 200_000;
/** Maximum nesting of templates that is read; real infoboxes stay below five. */
const MAX_DEPTH = 20;
const MAX_PARAMETERS = 300;
const INFOBOX = /\{\{\s*((?:infobox|infoboks|infobokse|info\/|ficha de|taxobox)[^|{}\n]{0,60})/iu;

/** Start of the `}}` that closes the template opened at `from`; -1 when the text ends first. */
function closingBraces(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length - 1; at += 1) {
    if (text.startsWith('{{', at)) {
      depth += 1;
      at += 1;
    } else if (text.startsWith('}}', at)) {
      depth -= 1;
      if (depth === 0) return at;
      at += 1;
    }
    if (depth > MAX_DEPTH) return -1;
  }
  return -1;
}

/** Splits at `|` outside of nested templates and links. */
function splitParameters(body: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < body.length; at += 1) {
    const pair = body.slice(at, at + 2);
    if (pair === '{{' || pair === '[[') {
      depth += 1;
      at += 1;
    } else if ((pair === '}}' || pair === ']]') && depth > 0) {
      depth -= 1;
      at += 1;
    } else if (body[at] === '|' && depth === 0) {
      parts.push(body.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(body.slice(start));
  return parts.slice(0, MAX_PARAMETERS);
}

/** Removes the text between two marks, marks included; an unclosed opening mark is left unchanged. */
function without(text: string, open: string, close: string): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const from = text.indexOf(open, at);
    const to = from < 0 ? -1 : text.indexOf(close, from + open.length);
    if (from < 0 || to < 0) break;
    parts.push(text.slice(at, from));
    at = to + close.length;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** Removes comments and footnotes. */
function withoutCommentsAndFootnotes(text: string): string {
  const plain = without(text, '<!--', '-->');
  const closed = plain.replace(/<ref\b[^<>]{0,500}\/>/giu, '');
  return without(closed.replace(/<ref\b[^<>]{0,500}>/giu, '<ref>'), '<ref>', '</ref>');
}

export function readInfobox(wikitext: string): Infobox | null {
  const text = withoutCommentsAndFootnotes(wikitext.slice(0, MAX_WIKITEXT));
  const opened = INFOBOX.exec(text);
  if (opened === null) return null;
  const end = closingBraces(text, opened.index);
  const [head = '', ...rest] = splitParameters(text.slice(opened.index + 2, end < 0 ? opened.index + 20_000 : end));
  const parameters = new Map<string, string>();
  for (const part of rest) {
    const equals = part.indexOf('=');
    if (equals < 0) continue;
    const name = part.slice(0, equals).trim().toLowerCase().replaceAll('_', ' ');
    const value = part.slice(equals + 1).trim();
    if (value !== '' && !parameters.has(name)) parameters.set(name, value);
  }
  return { template: head.trim().toLowerCase().replaceAll('_', ' '), parameters };
}

/** Templates whose arguments are text. Of other templates only the last argument, or nothing, is used. */
const LISTS: ReadonlySet<string> = new Set([
  'ubl',
  'unbulleted list',
  'plainlist',
  'flatlist',
  'hlist',
  'nowrap',
  'small',
  'url',
  'longitem',
]);
const SILENT: ReadonlySet<string> = new Set([
  'increase',
  'decrease',
  'steady',
  'profit',
  'loss',
  'gain',
  'flagicon',
  'nor',
  'usa',
  'citation needed',
  'efn',
  'sfn',
  'abbr',
]);

function templateText(body: string): string {
  const [name = '', ...given] = splitParameters(body).map((part) => part.trim());
  const template = name.toLowerCase();
  const positional = given.filter((part) => !/^[a-z_ 0-9-]{1,20}=/i.test(part));
  if (SILENT.has(template)) return '';
  if (LISTS.has(template)) return positional.join('\n');
  if (/^(?:start date|birth date|dts|datum)/.test(template)) return positional.slice(0, 3).join('-');
  const currency = /^(?:us\$|usd|eur|€|gbp|£|inr|currency)$/.exec(template);
  return currency === null ? (positional[0] ?? '') : `${currency[0].toUpperCase()} ${positional.join(' ')}`;
}

/** A parameter as plain text; list entries and line breaks become lines. */
export function plainText(wikitext: string): string {
  let text = wikitext.slice(0, 5_000);
  // Replaces the innermost templates first, so that each pass only sees plain text inside.
  for (let pass = 0; pass < 5 && text.includes('{{'); pass += 1)
    text = text.replace(/\{\{([^{}]{0,2000})\}\}/gu, (_, body: string) => templateText(body));
  return text
    .replace(/\[\[(?:[^[\]|]{0,300}\|)?([^[\]|]{0,300})\]\]/gu, '$1')
    .replace(/\[(?:https?:)?\/\/\S{1,500}\s([^\]]{1,300})\]/gu, '$1')
    .replace(/\[((?:https?:)?\/\/[^\s\]]{1,500})\]/gu, '$1')
    .replace(/<br\s{0,5}\/?>/giu, '\n')
    .replace(/<[^<>]{0,200}>/gu, ' ')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&')
    .replaceAll("'''", '')
    .replaceAll("''", '')
    .split(/\n\*?/u)
    .map((line) => line.replace(/\s+/gu, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}

/** The first URL in a parameter: of an external link, of a URL template, or in plain text. */
export function firstUrl(wikitext: string): string | null {
  return /(?:https?:\/\/|www\.)[^\s|\]}<>]{3,300}/iu.exec(wikitext)?.[0] ?? null;
}
