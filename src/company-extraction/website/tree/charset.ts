import { TextDecoder } from 'node:util';
import { decodedWhole } from '../../../platform/text/text-encoding.js';

/** Bytes searched for a charset label. The standard searches 1,024; pages put labels later, so more are searched. */
const PRESCAN = 4_096;
const FALLBACK = 'windows-1252';

/** A decoder for a label; null when the label is unknown. */
function decoder(label: string | null | undefined): TextDecoder | null {
  if (!label) return null;
  const name = label.trim().toLowerCase();
  // A document whose label could be read as ASCII is not UTF-16 (HTML, encoding sniffing).
  if (/^utf-?16|^ucs-?2|^x-user-defined/.test(name)) return new TextDecoder('utf-8');
  try {
    return new TextDecoder(name);
  } catch {
    return null;
  }
}

function fromBom(bytes: Uint8Array): TextDecoder | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return new TextDecoder('utf-8');
  if (a === 0xfe && b === 0xff) return new TextDecoder('utf-16be');
  return a === 0xff && b === 0xfe ? new TextDecoder('utf-16le') : null;
}

function fromMeta(bytes: Uint8Array): TextDecoder | null {
  const head = Buffer.from(bytes.subarray(0, PRESCAN))
    .toString('latin1')
    .replace(/<!--[\s\S]{0,4096}?-->/g, '');
  const meta = /<meta\s[^>]{0,300}?charset\s{0,3}=\s{0,3}["']?\s{0,3}([\w:.-]{2,40})/i.exec(head)?.[1];
  return decoder(meta ?? /^\s{0,20}<\?xml\s[^>]{0,100}?encoding\s?=\s?["']([\w:.-]{2,40})/i.exec(head)?.[1]);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/**
 * Decodes a page: by byte order mark, then the header's charset, then the page's own label, then UTF-8 if valid, else
 * windows-1252 (HTML's order; valid UTF-8 also overrides wrong labels of single-byte charsets).
 */
export function decodePage(bytes: Uint8Array, contentType: string | null): string {
  const bom = fromBom(bytes);
  if (bom) return decodedWhole(bytes, bom.encoding);
  const label = /charset\s{0,3}=\s{0,3}["']?([\w:.-]{2,40})/i.exec((contentType ?? '').slice(0, 500))?.[1];
  const declared = decoder(label) ?? fromMeta(bytes);
  const isAscii = declared !== null && /^(?:windows-125|iso-8859)/.test(declared.encoding);
  if (declared && !isAscii) return decodedWhole(bytes, declared.encoding);
  return decodedWhole(bytes, isUtf8(bytes) ? 'utf-8' : (declared?.encoding ?? FALLBACK));
}
