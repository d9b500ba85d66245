import { EncodingDetector, encodingOf, type TextEncoding } from './text-encoding.js';

const TEXT = 'Müller & Söhne; Łódź, Zürich – 12 €\r\n';

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('The encoding of a text', () => {
  it.each<readonly [string, Buffer, TextEncoding]>([
    ['UTF-8', Buffer.from(TEXT), 'utf-8'],
    ['UTF-8 with its mark', Buffer.from(`\uFEFF${TEXT}`), 'utf-8'],
    ['ASCII', Buffer.from('name,url\n'), 'utf-8'],
    ['UTF-16LE with its mark', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), 'utf-16le'],
    ['UTF-16LE', Buffer.from(TEXT, 'utf16le'), 'utf-16le'],
    ['UTF-16BE with its mark', utf16be(`\uFEFF${TEXT}`), 'utf-16be'],
    ['UTF-16BE', utf16be(TEXT), 'utf-16be'],
    ['UTF-16LE in Cyrillic', Buffer.from('Имя;Адрес;Сайт и почта\r\n', 'utf16le'), 'utf-16le'],
    ['Windows-1252', Buffer.from('M\xfcller;\x80 12', 'latin1'), 'windows-1252'],
    ['UTF-8 that breaks off', Buffer.from('Mü').subarray(0, 2), 'windows-1252'],
    ['nothing', Buffer.alloc(0), 'utf-8'],
  ])('is recognised for %s', (_name, bytes, encoding) => {
    expect(encodingOf(bytes)).toBe(encoding);
    const detector = new EncodingDetector();
    for (const byte of bytes) detector.add(Uint8Array.of(byte));
    expect(detector.end()).toBe(encoding);
  });
});
