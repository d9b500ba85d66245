import fc from '../../../../test/support/seeded-check.js';
import { readImageHeader } from './image-header.js';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const text = (value: string) => Buffer.from(value, 'latin1');

describe('readImageHeader', () => {
  it.each([
    ['png', hex('89504e470d0a1a0a 0000000d 49484452 00000140 000000f0 0802000000'), 320, 240],
    ['gif', Buffer.concat([text('GIF89a'), hex('4001 f000 0000')]), 320, 240],
    ['jpeg', hex('ffd8 ffe0 0006 4a464946 ffc0 0011 08 00f0 0140 03 00000000'), 320, 240],
    [
      'webp',
      Buffer.concat([text('RIFF....WEBPVP8X'), hex('0a000000 00000000 3f0100 ef0000'), Buffer.alloc(4)]),
      320,
      240,
    ],
    [
      'webp',
      Buffer.concat([text('RIFF....WEBPVP8 '), hex('00000000 000000 9d012a 4001 f000'), Buffer.alloc(4)]),
      320,
      240,
    ],
    ['webp', Buffer.concat([text('RIFF....WEBPVP8L'), hex('00000000 2f 3fc13b00'), Buffer.alloc(8)]), 320, 240],
    [
      'avif',
      Buffer.concat([
        hex('0000001c'),
        text('ftypavif'),
        Buffer.alloc(16),
        text('ispe'),
        hex('00000000 00000140 000000f0'),
      ]),
      320,
      240,
    ],
    ['bmp', Buffer.concat([text('BM'), Buffer.alloc(16), hex('40010000 f0000000')]), 320, 240],
    [
      'svg',
      text('<?xml version="1.0"?>\n<!-- made by hand -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'),
      null,
      null,
    ],
  ])('reads %s', (format, data, width, height) => {
    expect(readImageHeader(data)).toEqual({ format, width, height });
  });

  it('rejects other files and never throws', () => {
    expect(readImageHeader(text('<html><svg></svg>'))).toBeNull();
    expect(readImageHeader(Buffer.alloc(0))).toBeNull();
    const heads = ['89504e47', 'ffd8ff', '47494638', '52494646', '0000001c66747970', '424d', '00000100'].map(hex);
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 64 }), (head, rest) => {
        const found = readImageHeader(Buffer.concat([head, rest]));
        expect(found === null || typeof found.format === 'string').toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
