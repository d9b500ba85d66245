import { Parser } from 'htmlparser2';
import { encodingOf, type TextEncoding } from '../../platform/text/text-encoding.js';
import { refuseFile } from './file-limits.js';

/** What a reader of XML is told. Names come without their prefix. */
export interface XmlReader {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Characters of one tag or one text; no part of a workbook has nearly as many. */
const LONGEST = 1024 * 1024;

/**
 * Elements within one another: those of a workbook go some ten deep. What the parser does for one grows with the number
 * around it.
 */
const DEEPEST = 100;

/** Encodings that an XML declaration may name, by those that we read. */
const NAMED: Readonly<Record<string, TextEncoding>> = {
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'us-ascii': 'utf-8',
};

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

/**
 * Reads XML as it arrives and yields after every piece, so that the caller can work on what the reader found. Entities
 * other than those of XML itself stay as they are: a document type declares nothing here.
 */
export async function* readXml(
  chunks: AsyncIterable<Uint8Array>,
  reader: XmlReader,
): AsyncGenerator<void, void, undefined> {
  let since = 0;
  let depth = 0;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        since = 0;
        depth += 1;
        if (depth > DEEPEST) throw refuseFile('damaged', 'A part of the workbook is not the XML that it should be.');
        reader.open?.(localName(name), attributes);
      },
      ontext: (text) => {
        since = 0;
        reader.text?.(text);
      },
      onclosetag: (name) => {
        since = 0;
        depth -= 1;
        reader.close?.(localName(name));
      },
    },
    { xmlMode: true },
  );
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of chunks) {
    decoder ??= new TextDecoder(declaredEncoding(chunk));
    const text = decoder.decode(chunk, { stream: true });
    since += text.length;
    parser.write(text);
    if (since > LONGEST) throw refuseFile('damaged', 'A part of the workbook is not the XML that it should be.');
    yield;
  }
  parser.end(decoder?.decode());
  yield;
}

/** By the byte order mark or the zero bytes of UTF-16, else as the declaration says, else UTF-8. */
function declaredEncoding(beginning: Uint8Array): TextEncoding {
  const sniffed = encodingOf(beginning.subarray(0, 200));
  if (sniffed.startsWith('utf-16')) return sniffed;
  const head = Buffer.from(beginning.subarray(0, 200)).toString('latin1');
  const name = /^[^<]*<\?xml[^>]*\bencoding\s*=\s*["']([\w-]+)["']/i.exec(head)?.[1]?.toLowerCase() ?? 'utf-8';
  return NAMED[name] ?? (name === 'windows-1252' ? name : 'utf-8');
}
