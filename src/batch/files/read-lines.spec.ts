import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type LineLimits, readLines } from './read-lines.js';

async function linesOf(chunks: readonly string[], limits: LineLimits = {}): Promise<readonly [number, string][]> {
  const found: [number, string][] = [];
  const stream = Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
  for await (const { number, bytes } of readLines(stream, limits))
    found.push([number, Buffer.from(bytes).toString('utf8')]);
  return found;
}

describe('The lines of a stream', () => {
  it.each([
    ['in one chunk', ['a\nb\n']],
    ['without a break at the end', ['a\nb']],
    ['with breaks of Windows', ['a\r\nb\r\n']],
    ['cut anywhere', ['a', '\r', '\n', 'b', '\r', '\n']],
  ])('are read %s', async (_, chunks) => {
    expect(await linesOf(chunks)).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
  });

  it('are counted with the empty ones, which are left out', async () => {
    expect(await linesOf(['\n\na\n', '\r\nb'])).toEqual([
      [3, 'a'],
      [5, 'b'],
    ]);
  });

  it('may cut a character in two chunks', async () => {
    const [first, second] = [Buffer.from('ß').subarray(0, 1), Buffer.from('ß').subarray(1)];
    const [line] = await readLines(Readable.from([first, second]), {})
      .next()
      .then(({ value }) => [value]);
    expect(Buffer.from(line?.bytes ?? []).toString('utf8')).toBe('ß');
  });

  it.each([
    ['in one chunk', ['abc\nabcd\n']],
    ['before the end of the line has come', ['abc\nab', 'cd']],
  ])('are refused with their number when one is too long: %s', async (_, chunks) => {
    await expect(linesOf(chunks, { maxLine: 3 })).rejects.toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
      details: { line: 2, limit: 3 },
    });
  });

  it('are refused when all of them are too long', async () => {
    expect(await linesOf(['ab\n', 'c'], { maxBytes: 4 })).toHaveLength(2);
    await expect(linesOf(['ab\n', 'cd'], { maxBytes: 4 })).rejects.toMatchObject({ code: 'PAYLOAD_TOO_LARGE' });
  });

  it('are hashed as they came', async () => {
    const hash = createHash('sha256');
    await linesOf(['a\r\n', '\nb'], { hash });
    expect(hash.digest('hex')).toBe(createHash('sha256').update('a\r\n\nb').digest('hex'));
  });
});
