/** The encodings of texts that people's programs write. */
export const TEXT_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

const BYTE_ORDER_MARK = '\uFEFF';

/** Bytes in which the pairs of UTF-16 are counted. */
const SAMPLE = 64 * 1024;
/**
 * Share of zero bytes on one side of the pairs that only UTF-16 has: text in Latin letters has nearly all, and others
 * their spaces.
 */
const ZEROS = 0.05;

/**
 * Recognises the encoding of a text as its bytes arrive: by its byte order mark; else UTF-16 by the zero bytes on one
 * side of its pairs, UTF-8 when all bytes are valid, and otherwise Windows-1252, which Excel writes when it saves a
 * CSV.
 */
export class EncodingDetector {
  private readonly zeros = [0, 0];
  private first: readonly number[] = [];
  private seen = 0;
  private isUtf8 = true;
  private readonly strict = new TextDecoder('utf-8', { fatal: true });

  add(bytes: Uint8Array): void {
    if (this.first.length < 3) this.first = [...this.first, ...bytes.subarray(0, 3)].slice(0, 3);
    for (let at = 0; at < bytes.length && this.seen + at < SAMPLE; at += 1)
      if (bytes[at] === 0) this.zeros[(this.seen + at) % 2] = (this.zeros[(this.seen + at) % 2] ?? 0) + 1;
    this.seen += bytes.length;
    if (this.isUtf8) this.isUtf8 = this.decodes(bytes, true);
  }

  /** The encoding of all the bytes; called once, after the last. */
  end(): TextEncoding {
    const [a, b, c] = this.first;
    if (a === 0xff && b === 0xfe) return 'utf-16le';
    if (a === 0xfe && b === 0xff) return 'utf-16be';
    if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
    const pairs = Math.min(this.seen, SAMPLE) / 2;
    const [even = 0, odd = 0] = this.zeros.map((count) => count / pairs);
    if (odd > ZEROS && odd > 4 * even) return 'utf-16le';
    if (even > ZEROS && even > 4 * odd) return 'utf-16be';
    // Whether the last character is whole is known at the end only.
    return this.isUtf8 && this.decodes(new Uint8Array(), false) ? 'utf-8' : 'windows-1252';
  }

  private decodes(bytes: Uint8Array, stream: boolean): boolean {
    try {
      this.strict.decode(bytes, { stream });
      return true;
    } catch {
      return false;
    }
  }
}

/** The encoding of a whole text. */
export function encodingOf(bytes: Uint8Array): TextEncoding {
  const detector = new EncodingDetector();
  detector.add(bytes);
  return detector.end();
}

/**
 * The text of bytes, without its byte order mark. In two steps: Node 20 takes Windows-1252 for Latin-1 when it decodes
 * a text in one, and makes control characters of its quotation marks and its euro.
 */
export function decodedWhole(bytes: Uint8Array, encoding: string): string {
  const decoder = new TextDecoder(encoding);
  return decoder.decode(bytes, { stream: true }) + decoder.decode();
}

/**
 * The text of bytes that arrive in pieces, without its byte order mark. Bytes that the encoding does not have become
 * U+FFFD.
 */
export async function* decoded(
  chunks: AsyncIterable<Uint8Array>,
  encoding: TextEncoding,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}

/** Where Windows-1252 differs from the first 256 characters of Unicode: the bytes of its characters. */
const BYTES_1252: ReadonlyMap<string, number> = new Map(
  Array.from({ length: 32 }, (_, n) => [decodedWhole(Uint8Array.of(0x80 + n), 'windows-1252'), 0x80 + n]),
);
/** Characters that are not among the first 256, or whose byte is another one's there. */
const OTHERS_1252 = /[^\0-\x7f\xa0-\xff]/gu;

/** The text as an encoding has it: what Windows-1252 has no character for becomes a question mark. */
export const fitted = (text: string, encoding: TextEncoding | null): string =>
  encoding === 'windows-1252' ? text.replace(OTHERS_1252, (one) => (BYTES_1252.has(one) ? one : '?')) : text;

/**
 * The bytes of texts that arrive in pieces. UTF-16 begins with a byte order mark, which its readers look for; UTF-8 has
 * one where the texts do. `escape` gives what stands for a character that Windows-1252 lacks.
 */
export async function* encoded(
  texts: AsyncIterable<string>,
  encoding: TextEncoding,
  escape: (character: string) => string,
): AsyncGenerator<Buffer, void, undefined> {
  let isFirst = true;
  for await (const text of texts) {
    const bare = isFirst && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
    const mark = isFirst && (encoding !== 'utf-8' || bare !== text) ? BYTE_ORDER_MARK : '';
    isFirst = false;
    if (encoding === 'windows-1252') yield bytesOf1252(bare, escape);
    else if (encoding === 'utf-8') yield Buffer.from(mark + bare);
    else {
      const bytes = Buffer.from(mark + bare, 'utf16le');
      yield encoding === 'utf-16be' ? bytes.swap16() : bytes;
    }
  }
}

function bytesOf1252(text: string, escape: (character: string) => string): Buffer {
  const fit = text.replace(OTHERS_1252, (one) => {
    const byte = BYTES_1252.get(one);
    return byte === undefined ? escape(one) : String.fromCharCode(byte);
  });
  return Buffer.from(fit, 'latin1');
}
