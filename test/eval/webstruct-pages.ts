import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { elements, parseHtml, rawText } from '../../src/company-extraction/website/tree/html-tree.js';

/** An annotated page: the page as it was, and what people marked in it by type. */
export interface GoldPage {
  readonly file: string;
  readonly html: string;
  readonly gold: ReadonlyMap<string, readonly string[]>;
}

const OPEN = /<span\b[^<>]{0,400}\bwa-type="[^"]{1,20}"[^<>]{0,200}>/g;

/** Unwraps the annotation spans: each opening one goes with the end tag that closes it. */
export function unwrap(html: string): string {
  let out = '';
  const stack: boolean[] = [];
  let at = 0;
  for (const match of html.matchAll(/<(\/?)span\b[^>]{0,2000}>/gi)) {
    const opens = match[1] !== '/';
    const marked = opens ? /\bwa-type="/.test(match[0]) : (stack.pop() ?? false);
    if (opens) stack.push(marked);
    out += html.slice(at, match.index) + (marked ? '' : match[0]);
    at = match.index + match[0].length;
  }
  return (out + html.slice(at)).replace(/<\/?wa-color[^>]{0,400}>/g, '');
}

function goldOf(html: string): ReadonlyMap<string, readonly string[]> {
  const parts = new Map<string, { type: string; text: string[] }>();
  for (const element of elements(parseHtml(html).root)) {
    const type = element.attributes.get('wa-type');
    const id = element.attributes.get('wa-id');
    if (element.tag !== 'span' || !type || !id) continue;
    const part = parts.get(`${type} ${id}`) ?? { type, text: [] };
    part.text.push(rawText(element));
    parts.set(`${type} ${id}`, part);
  }
  const gold = new Map<string, string[]>();
  for (const { type, text } of parts.values()) {
    const value = text
      .join(' ')
      .replace(/[\s\u00a0]+/g, ' ')
      .trim();
    if (value) gold.set(type, [...(gold.get(type) ?? []), value]);
  }
  return gold;
}

/** The corpora present: every folder of webstruct with annotated pages, whatever its layout. */
export function readCorpora(folder: string): ReadonlyMap<string, readonly GoldPage[]> {
  const corpora = new Map<string, GoldPage[]>();
  for (const corpus of readdirSync(folder)) {
    const base = join(folder, corpus);
    if (!statSync(base).isDirectory()) continue;
    const pages = existsSync(join(base, 'wa')) ? join(base, 'wa') : base;
    for (const file of readdirSync(pages).sort()) {
      if (!file.endsWith('.html')) continue;
      const html = readFileSync(join(pages, file), 'utf8');
      if (!OPEN.test(html)) continue;
      OPEN.lastIndex = 0;
      corpora.set(corpus, [
        ...(corpora.get(corpus) ?? []),
        { file: join(corpus, file), html: unwrap(html), gold: goldOf(html) },
      ]);
    }
  }
  return corpora;
}
