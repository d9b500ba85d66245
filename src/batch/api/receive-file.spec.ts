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
    ['without a mark is little-endian, as the WHATWG says', Buffer.from('名名名名', 'utf16le'), 'utf-16le'],
    ['with a mark is what that says', Buffer.concat([Buffer.from([0xfe, 0xff]), BE]), 'utf-16be'],
    ['with the other mark is little-endian', Buffer.concat([Buffer.from([0xff, 0xfe]), LE]), 'utf-16le'],
    ['that is seen to be big-endian is read so', BE, 'utf-16be'],
  ];
  it.each(cases)('%s', async (_name, bytes, encoding) => {
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
