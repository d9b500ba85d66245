import { parseUrl } from '../addresses/parse-url.js';
import { comparablePath } from './comparable-path.js';

/** RFC 9309, 2.5: crawlers read at least 500 KiB of a robots.txt. */
export const ROBOTS_BYTES = 512_000;

/**
 * Rules of one crawler that are used; the rest of a longer file is ignored, like everything beyond `ROBOTS_BYTES`.
 */
const MAX_RULES = 10_000;
/** Rules among them with a wildcard: only these cost more than a prefix comparison. */
const MAX_WILDCARD_RULES = 2_000;
/** Characters of a URL path that are compared; a longer rule cannot match. */
const MAX_PATH = 2_048;
const MAX_SITEMAPS = 20;

/** One `Allow` or `Disallow` line: the literal parts between its wildcards, in order. */
interface Rule {
  readonly allow: boolean;
  readonly parts: readonly string[];
  /** The pattern ends with `$`: its last part must be the end of the path. */
  readonly anchored: boolean;
  /** Octets of the pattern; the longest matching one decides. */
  readonly length: number;
}

/** The rules of a robots.txt for one crawler. */
interface RobotsPolicy {
  /** Whether the crawler may read a URL of the site. */
  readonly allows: (url: string) => boolean;
  /** URLs of sitemaps; at most 20. */
  readonly sitemaps: readonly string[];
  /** Approximate memory size of the rules in bytes. */
  readonly bytes: number;
}

/**
 * The rules of a fetched robots.txt (RFC 9309, 2.3.1): a missing file or an unresolved redirect allows everything;
 * null for a server error, which crawlers treat as a temporary disallow.
 */
export function robotsRules(status: number, body: Buffer, agent: string): RobotsPolicy | null {
  if (status >= 500) return null;
  return parseRobots(status >= 300 ? '' : body.toString('utf8', 0, ROBOTS_BYTES), agent);
}

/**
 * Parses a robots.txt for one crawler, named by its product token. Only that crawler's rules are stored: those of
 * all groups that name it, else those of the default group (`*`).
 *
 * The file comes from a foreign server and both steps run on the main thread, so both are linear: parsing in the
 * length of the file, `allows` in the number of rules and the length of the URL, each of which is bounded.
 */
export function parseRobots(text: string, agent: string): RobotsPolicy {
  const own = new RuleList();
  const byDefault = new RuleList();
  const sitemaps: string[] = [];
  const token = agent.toLowerCase();
  let isNamed = false;
  let ownExists = false;
  let lists: readonly RuleList[] = [];
  for (const { field, value } of linesOf(text)) {
    if (field === 'user-agent') {
      if (!isNamed) lists = [];
      isNamed = true;
      const name = productToken(value);
      if (name === token) {
        ownExists = true;
        lists = [...new Set([...lists, own])];
      } else if (name === '*') lists = [...new Set([...lists, byDefault])];
    } else if (field === 'allow' || field === 'disallow') {
      isNamed = false;
      for (const list of lists) list.add(field === 'allow', value);
    } else if (sitemaps.length < MAX_SITEMAPS && value.length <= MAX_PATH) sitemaps.push(value);
  }
  const rules = ownExists ? own.rules : byDefault.rules;
  return {
    allows: (url) => allows(rules, url),
    sitemaps,
    bytes: (ownExists ? own : byDefault).bytes + sitemaps.reduce((sum, url) => sum + url.length, 0),
  };
}

/** Collects rules within the limits, each pattern once. */
class RuleList {
  readonly rules: Rule[] = [];
  bytes = 0;
  private readonly seen = new Set<string>();
  private wildcards = 0;

  add(allow: boolean, value: string): void {
    // An empty rule has no effect.
    if (value === '' || value.length > MAX_PATH || this.rules.length >= MAX_RULES) return;
    const anchored = value.endsWith('$');
    // An asterisk is an asterisk in the canonical form too, so a rule beyond the limit costs no more than this.
    const isWildcard = anchored || value.includes('*');
    if (isWildcard && this.wildcards >= MAX_WILDCARD_RULES) return;
    const pattern = comparablePath(anchored ? value.slice(0, -1) : value);
    const key = `${allow ? '+' : '-'}${pattern}${anchored ? '$' : ''}`;
    if (this.seen.has(key)) return;
    if (isWildcard) this.wildcards += 1;
    this.seen.add(key);
    const parts = pattern.replace(/\*{2,}/g, '*').split('*');
    this.rules.push({ allow, parts, anchored, length: pattern.length + (anchored ? 1 : 0) });
    this.bytes += 200 + pattern.length + 50 * parts.length;
  }
}

/** The longest matching rule decides, Allow where two are equally long; without a match everything is allowed. */
function allows(rules: readonly Rule[], url: string): boolean {
  const parsed = parseUrl(url);
  if (parsed === null) return false;
  const whole = comparablePath(`${parsed.pathname}${parsed.search}`);
  if (whole === '/robots.txt') return true;
  const path = whole.slice(0, MAX_PATH);
  const isCut = path.length < whole.length;
  let best: Rule | undefined;
  for (const rule of rules) {
    if (best !== undefined && (rule.length < best.length || (rule.length === best.length && !rule.allow))) continue;
    if (matches(rule, path, isCut)) best = rule;
  }
  return best?.allow ?? true;
}

/**
 * Searches each part after the previous one: the leftmost match is always sufficient, so no backtracking is needed.
 */
function matches({ parts, anchored }: Rule, path: string, isCut: boolean): boolean {
  const [prefix = '', ...rest] = parts;
  if (!path.startsWith(prefix) || (anchored && isCut)) return false;
  if (!anchored) return follow(rest, path, prefix.length) >= 0;
  const last = rest.pop();
  if (last === undefined) return path.length === prefix.length;
  const end = follow(rest, path, prefix.length);
  return end >= 0 && path.length - last.length >= end && path.endsWith(last);
}

/** End of the last part; -1 when the parts do not occur in order. */
function follow(texts: readonly string[], path: string, from: number): number {
  let at = from;
  for (const text of texts) {
    const found = path.indexOf(text, at);
    if (found < 0) return -1;
    at = found + text.length;
  }
  return at;
}

/** The name of a crawler without its version. */
const productToken = (value: string): string => (/^[^\s/]*/.exec(value)?.[0] ?? '').toLowerCase();

/** Lines of the fields that are used; other lines cost only a comparison of their first characters. */
function* linesOf(text: string): Generator<{ readonly field: string; readonly value: string }> {
  const line = /^\uFEFF?[ \t]{0,20}(user-agent|allow|disallow|sitemap)[ \t]{0,20}:([^\r\n#]*)/gim;
  for (const [, field = '', value = ''] of text.matchAll(line))
    yield { field: field.toLowerCase(), value: value.trim() };
}
