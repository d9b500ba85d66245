import { Readable } from 'node:stream';
import { receiveFile } from './receive-file.js';

describe('A file in an encoding that is not read', () => {
  it('is refused before any of it is written', async () => {
    const request = {
      headers: { 'content-type': 'text/csv; charset=ebcdic' },
      isMultipart: () => false,
      body: {
        iterator: () => {
          throw new Error('The body was read.');
        },
      },
    };
    await expect(receiveFile(request as never)).rejects.toMatchObject({ code: 'UNSUPPORTED_MEDIA_TYPE' });
  });
});

describe('A file in UTF-16', () => {
  const LE = Buffer.from('id;名\n1;名\n', 'utf16le');
  const BE = Buffer.from(LE).swap16();
  const cases: readonly (readonly [string, Buffer, string])[] = [
    ['little-endian without a mark, as the WHATWG says', Buffer.from('名名名名', 'utf16le'), 'utf-16le'],
    ['what its mark says', Buffer.concat([Buffer.from([0xfe, 0xff]), BE]), 'utf-16be'],
    ['little-endian with the other mark', Buffer.concat([Buffer.from([0xff, 0xfe]), LE]), 'utf-16le'],
    ['big-endian where its bytes show that', BE, 'utf-16be'],
  ];
  it.each(cases)('is read as %s', async (_name, bytes, encoding) => {
    const request = {
      headers: { 'content-type': 'text/csv; charset=UTF-16' },
      isMultipart: () => false,
      body: Readable.from([bytes]),
    };
    const received = await receiveFile(request as never);
    await received.file.discard();
    expect(received.encoding).toBe(encoding);
  });
});
