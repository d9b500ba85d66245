import { storable, storableError } from './storable-result.js';

const half = '\ud83d';

describe('a stored result', () => {
  it('is unchanged when PostgreSQL can store it', () => {
    const output = { title: 'Ünï 😀 "quoted" \\u0000 \n', list: [1, null, { deep: true }], empty: {} };
    expect(storable(output)).toEqual(output);
  });

  it('has no NUL and no unpaired surrogates in strings and field names, at any depth', () => {
    const output = { [`a\u0000b`]: { list: [`x${half}y`, 'p\u0000q'] }, [`h${half}`]: 1 };
    expect(storable(output)).toEqual({ ab: { list: ['x\ufffdy', 'pq'] }, 'h\ufffd': 1 });
  });

  it('is the value after conversion to JSON', () => {
    expect(storable({ at: new Date(0), nothing: undefined })).toEqual({ at: '1970-01-01T00:00:00.000Z' });
  });

  it('is truncated to its beginning above 256 KiB, but not at 256 KiB', () => {
    const frame = JSON.stringify({ text: '' }).length;
    const most = { text: 'x'.repeat(256 * 1024 - frame) };
    expect(storable(most)).toEqual(most);
    expect(storable({ text: `${most.text}x` })).toEqual({
      truncated: true,
      beginning: `{"text":"${'x'.repeat(9_991)}`,
    });
  });
});

describe('a stored error', () => {
  it('has no NUL and no unpaired surrogates', () => {
    const error = { code: 'NOT_FOUND', message: `a\u0000b${half}`, details: { [`k\u0000`]: [half] } } as const;
    expect(storableError(error)).toEqual({ code: 'NOT_FOUND', message: 'ab\ufffd', details: { k: ['\ufffd'] } });
  });

  it('keeps 10,000 characters of its message, and details of up to 256 KiB that JSON can express', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    for (const details of [circle, { size: 1n }, { text: 'x'.repeat(256 * 1024) }])
      expect(storableError({ code: 'NOT_FOUND', message: 'm'.repeat(20_000), details })).toEqual({
        code: 'NOT_FOUND',
        message: 'm'.repeat(10_000),
      });
  });
});
