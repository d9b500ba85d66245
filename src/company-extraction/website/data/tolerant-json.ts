/**
 * Parses JSON as people paste it into pages: comments, HTML comment and CDATA wrappers, raw line breaks in strings,
 * trailing, missing and doubled commas, missing colons, single and typographic quotes, bare keys and texts, unescaped
 * quotes inside strings, strings that are not closed before the next key or joined with `+`, words of other languages
 * (`True`, `None`), text after the end, missing closing brackets. Valid JSON is parsed before this is used. One pass
 * with bounded look-ahead and look-back, so it is linear.
 */
const MAX_DEPTH = 64;
const MAX_LOOK_AHEAD = 200;
/** Characters before a quote in which the key that it closes begins. */
const MAX_LOOK_BACK = 80;

/** Quotes with what may close them: typographic ones are often mixed with plain ones. */
const QUOTES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['“', '”“"'],
  ['”', '”"'],
  ['„', '“”"'],
  ['‘', "’'"],
  ['’', "’'"],
  ['«', '»'],
]);
/** Second characters of the marks of comments and wrappers, by their first. */
const SECOND_OF_MARKS: ReadonlyMap<string, readonly string[]> = new Map([
  ['/', ['/', '*']],
  ['<', ['!']],
  [']', [']']],
  ['-', ['-']],
]);
const NOTHING = new Set(['null', 'undefined', 'None', 'NULL', 'nil', 'NaN']);

/** Spaces, control characters and byte order marks. */
function isBlank(code: number): boolean {
  return code <= 32 || (code >= 127 && code <= 160) || code === 0xfeff || code === 0x2028 || code === 0x2029;
}

class TolerantReader {
  private at = 0;
  /** No `-->` follows, so that none is searched for again at each of many `<!--`. */
  private hasNoMoreEnds = false;

  constructor(private readonly text: string) {}

  /** All top-level values; several objects in a row are a common fault too. */
  values(): unknown[] {
    const found: unknown[] = [];
    while (found.length < 100) {
      this.skip();
      while (this.at < this.text.length && this.peek() !== '{' && this.peek() !== '[') {
        this.at++;
        this.skip();
      }
      if (this.at >= this.text.length) return found;
      found.push(this.value(0));
    }
    return found;
  }

  private peek(): string {
    return this.text.charAt(this.at);
  }

  /** Skips whitespace, comments and wrappers. */
  private skip(): void {
    for (;;) {
      while (this.at < this.text.length && isBlank(this.text.charCodeAt(this.at))) this.at++;
      const char = this.peek();
      const second = SECOND_OF_MARKS.get(char);
      if (second === undefined || !second.includes(this.text.charAt(this.at + 1))) return;
      if (/^\/\/\s?(?:<!--|<!\[CDATA\[|-->|\]\]>)/.test(this.text.slice(this.at, this.at + 12))) this.at += 2;
      else if (this.text.startsWith('//', this.at)) this.jump('\n');
      else if (this.text.startsWith('/*', this.at)) this.jump('*/');
      else if (this.text.startsWith('<!--', this.at)) this.comment();
      else if (this.text.startsWith('<![CDATA[', this.at)) this.at += 9;
      else if (this.text.startsWith(']]>', this.at)) this.at += 3;
      else if (this.text.startsWith('-->', this.at)) this.at += 3;
      else return;
    }
  }

  /** A comment between values is skipped; one around values is a wrapper, of which only the marks are. */
  private comment(): void {
    const isWrapper = /^<!--[\s/]*[[{]/.test(this.text.slice(this.at, this.at + MAX_LOOK_AHEAD));
    const end = isWrapper || this.hasNoMoreEnds ? -1 : this.text.indexOf('-->', this.at + 4);
    this.hasNoMoreEnds ||= !isWrapper && end < 0;
    this.at = end < 0 ? this.at + 4 : end + 3;
  }

  private jump(past: string): void {
    const end = this.text.indexOf(past, this.at + 1);
    this.at = end < 0 ? this.text.length : end + past.length;
  }

  private value(depth: number): unknown {
    this.skip();
    const char = this.peek();
    if (char === '{') return this.object(depth + 1);
    if (char === '[') return this.array(depth + 1);
    return QUOTES.has(char) ? this.joined(char) : this.word();
  }

  /** A string, and those that `+` joins to it. */
  private joined(quote: string): string {
    const parts = [this.string(quote)];
    for (;;) {
      this.skip();
      if (this.peek() !== '+') return parts.join('');
      this.at++;
      this.skip();
      if (!QUOTES.has(this.peek())) return parts.join('');
      parts.push(this.string(this.peek()));
    }
  }

  private object(depth: number): Record<string, unknown> | null {
    const entries = new Map<string, unknown>();
    this.at++;
    for (;;) {
      this.skip();
      const char = this.peek();
      if (char === '' || char === '}' || char === ']' || depth > MAX_DEPTH) {
        if (char === '}') this.at++;
        if (depth > MAX_DEPTH) this.at = this.text.length;
        return Object.fromEntries(entries);
      }
      if (char === ',' || char === ';') {
        this.at++;
        continue;
      }
      const start = this.at;
      const isQuoted = QUOTES.has(char);
      const key = isQuoted ? this.string(char, true) : this.bareKey();
      this.skip();
      const next = this.peek();
      const hasColon = next === ':' || next === '=';
      if (hasColon || (isQuoted && beginsValue(next))) {
        if (hasColon) this.at++;
        const value = this.value(depth);
        if (key !== '') entries.set(key, value);
      } else if (this.at === start) this.at++;
    }
  }

  private array(depth: number): unknown[] {
    const values: unknown[] = [];
    this.at++;
    for (;;) {
      this.skip();
      const char = this.peek();
      if (char === '' || char === ']' || char === '}' || depth > MAX_DEPTH) {
        if (char === ']') this.at++;
        if (depth > MAX_DEPTH) this.at = this.text.length;
        return values;
      }
      if (char === ',') {
        this.at++;
        continue;
      }
      const start = this.at;
      values.push(this.value(depth));
      if (this.at === start) this.at++;
    }
  }

  private string(quote: string, isKey = false): string {
    const closing = QUOTES.get(quote) ?? quote;
    const parts: string[] = [];
    let start = ++this.at;
    while (this.at < this.text.length) {
      const char = this.text.charAt(this.at);
      if (char === '\\') {
        parts.push(this.text.slice(start, this.at), this.escape());
        start = this.at;
      } else if (closing.includes(char) && this.endsString(isKey)) {
        parts.push(this.text.slice(start, this.at++));
        return parts.join('');
      } else {
        const end = closing.includes(char) && !isKey ? this.endBeforeKey(start) : -1;
        if (end >= 0) {
          parts.push(this.text.slice(start, end));
          this.at = end;
          return parts.join('');
        }
        this.at++;
      }
    }
    parts.push(this.text.slice(start));
    return parts.join('');
  }

  /** The next character that is not blank, after the one here. */
  private following(): string {
    let ahead = this.at + 1;
    while (ahead < this.at + MAX_LOOK_AHEAD && isBlank(this.text.charCodeAt(ahead))) ahead++;
    return this.text.charAt(ahead);
  }

  /** Whether a quote ends the string: when what follows can follow a string. Else it is part of the text. */
  private endsString(isKey: boolean): boolean {
    const next = this.following();
    if (next === '' || next === '}' || next === ']' || next === '+') return true;
    if (next === ':') return isKey;
    if (isKey && beginsValue(next)) return true;
    const isLong = next === ',' || next === ';' || next === '/' || QUOTES.has(next);
    const rest = this.text.slice(this.at + 1, this.at + 1 + (isLong ? MAX_LOOK_AHEAD : 0));
    if (next === ',' || next === ';')
      return /^\s*[,;][\s,;]*(?:["'“„‘«`{[}\]]|[-\d]|true|false|null|\/[/*]|[A-Za-z_@$][\w$@-]{0,60}\s*:|$)/.test(rest);
    if (next === '/') return /^\s*\/[/*]/.test(rest);
    // A missing comma: a key follows.
    return /^\s*["'“][^"'“”\n]{1,60}["'”]\s*:/.test(rest);
  }

  /** The end of a string that was not closed, when the quote here closes the key after it; -1 when it does not. */
  private endBeforeKey(start: number): number {
    if (this.following() !== ':') return -1;
    const from = Math.max(start, this.at - MAX_LOOK_BACK);
    const found = /[,;\n]\s*["'“][\w@$ -]{1,40}$/.exec(this.text.slice(from, this.at));
    return found === null ? -1 : from + found.index;
  }

  private escape(): string {
    const char = this.text.charAt(this.at + 1);
    const hex = char === 'u' ? /^[0-9a-f]{4}/i.exec(this.text.slice(this.at + 2, this.at + 6))?.[0] : undefined;
    this.at += hex ? 6 : 2;
    if (hex) return String.fromCharCode(Number.parseInt(hex, 16));
    return ({ n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' } as Record<string, string>)[char] ?? char;
  }

  private bareKey(): string {
    const match = /^[\w$@.-]{1,100}/.exec(this.text.slice(this.at, this.at + 100));
    this.at += match?.[0].length ?? 0;
    return match?.[0] ?? '';
  }

  /** A number, a word for a truth or nothing, or a text without quotes, which ends before the next key. */
  private word(): unknown {
    const rest = this.text.slice(this.at, this.at + MAX_LOOK_AHEAD);
    const word = /^[^\s,\]}"]*/.exec(rest)?.[0].replace(/;$/, '') ?? '';
    const known = wordValue(word);
    const more = /^(?:[^\S\n]+(?!\/[/*]|[\w$@.-]{1,60}\s*[:=])[^\s,\]}"]+)*/;
    const text = known === undefined ? word + (more.exec(rest.slice(word.length))?.[0] ?? '') : word;
    this.at += text.length;
    return known === undefined ? text : known;
  }
}

const beginsValue = (char: string): boolean => QUOTES.has(char) || char === '{' || char === '[';

/** What a word without quotes stands for; undefined for a text. Digits behind a 0 are a code: `01067`. */
function wordValue(word: string): boolean | number | null | undefined {
  if (/^(?:true|false)$/i.test(word)) return word.toLowerCase() === 'true';
  if (word === '' || NOTHING.has(word)) return null;
  const isNumber = /^-?(?:(?:0|[1-9]\d{0,14})(?:\.\d{0,15})?|\.\d{1,15})(?:e[-+]?\d{1,2})?$/i.test(word);
  return isNumber ? Number(word) : undefined;
}

/** Texts that were escaped as a whole: for HTML (`{&quot;name&quot;…`), or as a string (`{\\"name\\"…`). */
function unescaped(text: string): string {
  if (/^[\s[{]*(?:<!--\s*)?[\s[{]*&(?:quot|#34|#x22);/i.test(text.slice(0, 500)))
    return text
      .replace(/&(?:quot|#34|#x22);/gi, '"')
      .replace(/&(?:apos|#39|#x27);/gi, "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  return /^[\s[{]*\\"/.test(text.slice(0, 500)) ? text.replace(/\\(["\\/])/g, '$1') : text;
}

/** Strict JSON; a string that is JSON itself was encoded twice. Undefined when it is none. */
function strictJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' && /^\s*[[{]/.test(value) ? strictJson(value) : value;
  } catch {
    return undefined;
  }
}

/**
 * JSON values in a script element's text, repaired where strict parsing fails. Never throws; returns an empty list when
 * nothing can be parsed.
 */
export function readTolerantJson(text: string): { readonly values: unknown[]; readonly repaired: boolean } {
  const strict = strictJson(text);
  if (strict !== undefined) return { values: [strict], repaired: false };
  const plain = unescaped(text);
  const repaired = plain === text ? undefined : strictJson(plain);
  return { values: repaired === undefined ? new TolerantReader(plain).values() : [repaired], repaired: true };
}
