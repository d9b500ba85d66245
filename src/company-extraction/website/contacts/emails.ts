import { parse } from 'tldts';
import { attr, elements, HtmlElement, rawText } from '../tree/html-tree.js';
import { TextLine } from '../tree/page-text.js';

/** An e-mail address on a page and how it was written there. */
export interface EmailMention {
  readonly email: string;
  readonly method: 'mailto' | 'text' | 'obfuscated' | 'cloudflare' | 'script';
}

const MAX_EMAILS = 200;
/** Maximum characters read of one text; lines of a page are shorter. */
const MAX_TEXT = 20_000;
/** Characters in common use; `/`, `|` and braces are legal too but act as separators in pages. */
const LOCAL_CHAR = /[\p{L}\p{N}.!#$%&'*+=?^_`~-]/u;
const DOMAIN_CHAR = /[\p{L}\p{N}.-]/u;

const IMAGE_END = /\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|css|js|mp4|woff2?|pdf)$/i;
const HEX_LOCAL = /^[0-9a-f]{20,64}$/i;
/** Domains of error trackers, site builders and examples, whose addresses are not the owner's. */
const IGNORED_DOMAINS = new Set(
  'example.com example.org example.net example.edu sentry.io sentry-next.wixpress.com wixpress.com sentry.wixpress.com domain.com yourdomain.com yoursite.com mysite.com email.com website.com company.com test.com mydomain.com tudominio.com votredomaine.fr deinedomain.de schema.org w3.org'.split(
    ' ',
  ),
);
const PLACEHOLDER_LOCAL = new Set(
  'you your yourname your-name your.name your.email youremail name someone somebody user username example mustermann'.split(
    ' ',
  ),
);

/**
 * The address in the form used by facts, or null when it is invalid: the domain in lower case and under a public
 * suffix. Image names (`logo@2x.png`), tracker ids and placeholders are rejected.
 */
export function normalizeEmail(raw: string): string | null {
  const text = raw
    .normalize('NFKC')
    .trim()
    .replace(/^[.'"<(*/-]+|[.'">),;:*/!?-]+$/g, '');
  const at = text.lastIndexOf('@');
  if (at < 1 || at > 64 || text.length > 254) return null;
  const local = text.slice(0, at);
  const domain = text.slice(at + 1).toLowerCase();
  if (local.includes('@') || local.startsWith('.') || local.endsWith('.') || local.includes('..')) return null;
  if (![...local].every((char) => LOCAL_CHAR.test(char)) || HEX_LOCAL.test(local) || local.includes('//')) return null;
  if (IMAGE_END.test(domain) || IGNORED_DOMAINS.has(domain) || PLACEHOLDER_LOCAL.has(local.toLowerCase())) return null;
  const host = parse(domain);
  if (host.domainWithoutSuffix === 'example') return null;
  if (!host.domain || host.isIp || !host.isIcann || !/^[\p{L}\p{N}.-]+$/u.test(domain)) return null;
  if (IGNORED_DOMAINS.has(host.domain)) return null;
  return `${local}@${domain}`;
}

/**
 * Addresses written plainly in a text. Searches at most 64 characters before and 255 after each `@`, so it is linear.
 */
export function findEmails(whole: string): string[] {
  const text = whole.slice(0, MAX_TEXT);
  const found: string[] = [];
  for (let at = text.indexOf('@'); at >= 0 && found.length < MAX_EMAILS; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > 0 && at - start < 64 && LOCAL_CHAR.test(text.charAt(start - 1))) start--;
    let end = at + 1;
    while (end < text.length && end - at < 255 && DOMAIN_CHAR.test(text.charAt(end))) end++;
    if (start === at || end === at + 1) continue;
    const email = normalizeEmail(text.slice(start, end)) ?? trimTail(text.slice(start, at), text.slice(at + 1, end));
    if (email) found.push(email);
  }
  return found;
}

/** Cuts text joined to the top-level domain, as when a page joins two inline elements: `info@acme.comPhone`. */
function trimTail(local: string, domain: string): string | null {
  const glued = /^((?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,6})[A-Z.]/.exec(domain);
  return glued?.[1] ? normalizeEmail(`${local}@${glued[1]}`) : null;
}

const AT_WORDS =
  /\s{0,2}[[({<]\s{0,2}(?:at|ät|æt|a|arroba|arobase|chiocciola|@|собака|małpa|zavináč|kukac|アット|アットマーク)\s{0,2}[\])}>]\s{0,2}/giu;
const AT_SPELLED = /\s(?:at|arroba|arobase|chiocciola)\s/gi;
const DOT_WORDS = /\s{0,2}[[({<]\s{0,2}(?:dot|punkt|point|punto|ponto|кропка|точка|kropka|\.)\s{0,2}[\])}>]\s{0,2}/giu;
const DOT_SPELLED = /\s(?:dot|punkt|punto|point)\s/gi;

/** Addresses with `[at]`, `(ät)`, `＠` or `name at acme dot com`. Plain words only count where both are spelled out. */
export function findObfuscatedEmails(text: string): string[] {
  const line = text.slice(0, 2_000).normalize('NFKC');
  const found: string[] = [];
  const bracketed = line.replace(AT_WORDS, '@');
  if (bracketed !== line) found.push(...findEmails(bracketed.replace(DOT_WORDS, '.').replace(DOT_SPELLED, '.')));
  if (line.search(AT_SPELLED) >= 0) {
    const dots = line.replace(DOT_WORDS, '.').replace(DOT_SPELLED, '.');
    if (dots !== line) found.push(...findEmails(dots.replace(AT_SPELLED, '@')));
  }
  const spaced = line.replace(/ ?@ ?/g, '@').replace(/ \. ?(?=[a-z]{2,6}(?![a-z]))/g, '.');
  if (found.length === 0 && spaced !== line && !/@\w/.test(line)) found.push(...findEmails(spaced));
  return found;
}

/** Decodes Cloudflare's e-mail protection: hex bytes, each XORed with the first. */
export function decodeCloudflare(hex: string): string | null {
  if (!/^(?:[0-9a-f]{2}){4,256}$/i.test(hex)) return null;
  const bytes = Buffer.from(hex, 'hex');
  const key = bytes[0] ?? 0;
  return normalizeEmail(Buffer.from(bytes.subarray(1).map((byte) => byte ^ key)).toString('utf8'));
}

/** Decodes `mailto:` links that TYPO3 shifts by a constant; the right shift is the one that gives `mailto:`. */
export function decodeShifted(text: string): string | null {
  const cipher = text.slice(0, 300);
  for (let shift = -25; shift <= 25; shift++) {
    const plain = [...cipher].map((char) => shiftChar(char, shift)).join('');
    if (plain.startsWith('mailto:')) return fromMailto(plain)[0] ?? null;
  }
  return null;
}

/** The three cyclic ranges that TYPO3's `encryptCharcode` shifts within. */
function shiftChar(char: string, shift: number): string {
  for (const [low, high] of [
    [0x2b, 0x3a],
    [0x40, 0x5a],
    [0x61, 0x7a],
  ] as const) {
    const code = char.charCodeAt(0);
    if (code < low || code > high) continue;
    const size = high - low + 1;
    return String.fromCharCode(low + ((((code - low + shift) % size) + size) % size));
  }
  return char;
}

/** Addresses of a `mailto:` link: separated by commas, percent-decoded, subject and body ignored. */
export function fromMailto(href: string): string[] {
  const path = href.slice('mailto:'.length, 2_000).split('?')[0] ?? '';
  let decoded = path;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // An invalid escape is left unchanged.
  }
  return decoded.split(/[,;]/).flatMap((part) => {
    const plain = /<([^<>]{3,254})>/.exec(part)?.[1] ?? part;
    const email = normalizeEmail(plain.replace(/\s+/g, ''));
    return email ? [email] : findObfuscatedEmails(plain);
  });
}

function* fromElement(element: HtmlElement): Generator<EmailMention> {
  const href = attr(element, 'href')?.slice(0, 2_000) ?? '';
  const lower = href.slice(0, 60).toLowerCase();
  if (lower.startsWith('mailto:')) for (const email of fromMailto(href)) yield { email, method: 'mailto' };
  const hex = attr(element, 'data-cfemail') ?? /email-protection#([0-9a-f]{8,512})/i.exec(href)?.[1];
  const cloudflare = hex ? decodeCloudflare(hex) : null;
  if (cloudflare) yield { email: cloudflare, method: 'cloudflare' };
  const shifted = /uncryptmailto\((?:'|"|%27|%22|&#39;)([^'"%]{8,300})/i.exec(
    `${href} ${attr(element, 'onclick')?.slice(0, 1000) ?? ''}`,
  )?.[1];
  const typo3 = shifted ? decodeShifted(shifted) : null;
  if (typo3) yield { email: typo3, method: 'script' };
  if (element.tag === 'script') for (const email of fromScript(element)) yield { email, method: 'script' };
}

/** Addresses that a script writes into the page: percent-escaped `mailto:` markup, or text joined by `+`. */
function fromScript(element: HtmlElement): string[] {
  const source = rawText(element, 20_000);
  if (/%6d%61%69%6c%74%6f|%40/i.test(source)) {
    const escaped = /unescape\(\s?['"]([^'"]{10,4000})['"]/i.exec(source)?.[1];
    if (escaped)
      return findEmails(
        escaped.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      );
  }
  if (!/mailto|document\.write/i.test(source) || !/['"](?:@|&#64;|\\x40)['"]|(?:@|&#64;)/.test(source)) return [];
  const joined = source
    .replace(/&#(\d{2,5});/g, (_, code: string) => String.fromCharCode(Number(code) & 0xffff))
    .replace(/['"]\s{0,8}\+\s{0,8}['"]/g, '');
  return findEmails(joined.slice(0, 20_000));
}

/** All addresses of a page, the most explicit form first; each address once. */
export function collectEmails(root: HtmlElement, lines: readonly TextLine[]): EmailMention[] {
  const found = new Map<string, EmailMention>();
  const add = (mention: EmailMention): void => {
    const key = mention.email.toLowerCase();
    if (!found.has(key) && found.size < MAX_EMAILS) found.set(key, mention);
  };
  for (const element of elements(root)) for (const mention of fromElement(element)) add(mention);
  for (const { text: shown } of lines) {
    const text = shown.includes('＠') ? shown.normalize('NFKC') : shown;
    if (text.includes('@')) for (const email of findEmails(text)) add({ email, method: 'text' });
    for (const email of findObfuscatedEmails(text)) add({ email, method: 'obfuscated' });
  }
  return [...found.values()];
}
