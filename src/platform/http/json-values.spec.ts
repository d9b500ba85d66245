import { sizeOfJson } from './json-values.js';

/** Reference implementation of `sizeOfJson` on the parsed value. */
function slow(value: unknown): { values: number; keys: number; depth: number } {
  if (typeof value !== 'object' || value === null) return { values: 1, keys: 0, depth: 0 };
  const inner = Object.values(value).map(slow);
  return {
    values: inner.reduce((sum, { values }) => sum + values, 1),
    keys: Math.max(Array.isArray(value) ? 0 : inner.length, ...inner.map(({ keys }) => keys)),
    depth: Math.max(0, ...inner.map(({ depth }) => depth)) + 1,
  };
}

describe('sizeOfJson', () => {
  it.each([
    '1',
    '[]',
    '{}',
    ' [ ] ',
    '[1]',
    '[[],[[]],{}]',
    '{"a":{"b":[1,2,{"c":null}]}}',
    '[{"a":1,"b":{"c":1,"d":[1,2,3,4,5],"e":2}},{"f":1}]',
    String.raw`{"a,[{":"x\"],[{,","b\\":["\\","\\\""]}`,
    '[ { } , [ ] , "" ]',
    '{"items":[{"id":"é","data":{"n":1.5e3,"t":true}}]}',
  ])('counts the values and keys of %s', (text) => {
    expect(sizeOfJson(Buffer.from(text))).toEqual(slow(JSON.parse(text)));
  });

  it('stops at its limit', () => {
    expect(sizeOfJson(Buffer.from('[1,2,3,4,5,6]'), 3)).toEqual({ values: 4, keys: 0, depth: 1 });
  });

  it('terminates on invalid JSON', () => {
    for (const text of ['{"a\\', ']]}}', '', '"']) expect(sizeOfJson(Buffer.from(text)).values).toBeLessThan(3);
  });
});
