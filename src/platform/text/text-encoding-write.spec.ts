import { Readable } from 'node:stream';
import { decoded, encoded, fitted, TEXT_ENCODINGS } from './text-encoding.js';

const bytesOf = async (texts: readonly string[], encoding: (typeof TEXT_ENCODINGS)[number]): Promise<Buffer> => {
  const pieces: Buffer[] = [];
  for await (const piece of encoded(Readable.from(texts) as AsyncIterable<string>, encoding, () => '?'))
    pieces.push(piece);
  return Buffer.concat(pieces);
};

describe('A text in an encoding', () => {
  it.each(TEXT_ENCODINGS)('is read again as it was: %s', async (encoding) => {
    const texts = ['Zoë; “Straße” – 5 €\r\n', 'Ähm\u0081'];
    const read: string[] = [];
    for await (const text of decoded(Readable.from([await bytesOf(texts, encoding)]), encoding)) read.push(text);
    expect(read.join('')).toBe(texts.join(''));
  });

  it('begins with a byte order mark where its readers need one or the text has one', async () => {
    expect((await bytesOf(['a'], 'utf-16le')).toString('hex')).toBe('fffe6100');
    expect((await bytesOf(['\uFEFFa'], 'utf-16be')).toString('hex')).toBe('feff0061');
    expect((await bytesOf(['\uFEFFa'], 'utf-8')).toString('hex')).toBe('efbbbf61');
    expect((await bytesOf(['a'], 'utf-8')).toString('hex')).toBe('61');
    expect((await bytesOf(['\uFEFFa'], 'windows-1252')).toString('hex')).toBe('61');
  });

  it('has something else for what Windows-1252 lacks, which a reader knows again', async () => {
    expect((await bytesOf(['Łódź 😀 €'], 'windows-1252')).toString('hex')).toBe(
      Buffer.from('?\u00f3d? ? \u0080', 'latin1').toString('hex'),
    );
    expect(fitted('Łódź 😀 €', 'windows-1252')).toBe('?ód? ? €');
    expect(fitted('Łódź', 'utf-8')).toBe('Łódź');
  });
});
