import { storable } from './storable-result.js';

const half = '\ud83d';

describe('a result that is to be stored', () => {
  it('is kept as it is when PostgreSQL can store it', () => {
    const output = { title: 'Ünï 😀 "quoted" \\u0000 \n', list: [1, null, { deep: true }], empty: {} };
    expect(storable(output)).toEqual(output);
  });

  it('loses NUL and halves of pairs, in texts and in names of fields, at any depth', () => {
    const output = { [`a\u0000b`]: { list: [`x${half}y`, 'p\u0000q'] }, [`h${half}`]: 1 };
    expect(storable(output)).toEqual({ ab: { list: ['x\ufffdy', 'pq'] }, 'h\ufffd': 1 });
  });

  it('is what JSON says of it', () => {
    expect(storable({ at: new Date(0), nothing: undefined })).toEqual({ at: '1970-01-01T00:00:00.000Z' });
  });

  it('is cut to its beginning above 256 KiB, and not at 256 KiB', () => {
    const frame = JSON.stringify({ text: '' }).length;
    const most = { text: 'x'.repeat(256 * 1024 - frame) };
    expect(storable(most)).toEqual(most);
    expect(storable({ text: `${most.text}x` })).toEqual({
      truncated: true,
      beginning: `{"text":"${'x'.repeat(9_991)}`,
    });
  });
});
