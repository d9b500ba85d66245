import { readTolerantJson } from './tolerant-json.js';

const read = (text: string): unknown => readTolerantJson(text).values[0];

describe('readTolerantJson', () => {
  it.each([
    ['a comment of lines', '// note\n{"name": "Nordwind", // short\n "a": 1 /* x */}', { name: 'Nordwind', a: 1 }],
    ['an HTML comment around it', '<!-- x -->\n{"name":"Nordwind"}', { name: 'Nordwind' }],
    ['CDATA', '//<![CDATA[\n{"name":"Nordwind"}\n//]]>', { name: 'Nordwind' }],
    ['line breaks in a text', '{"name":"Nord\nwind"}', { name: 'Nord\nwind' }],
    ['a trailing comma', '{"a":[1,2,],}', { a: [1, 2] }],
    ['a missing comma', '{"a":"x"\n "b":"y"}', { a: 'x', b: 'y' }],
    [
      'quotes inside a text',
      '{"slogan":"We say "hello, world" daily","b":"y"}',
      { slogan: 'We say "hello, world" daily', b: 'y' },
    ],
    ['single quotes and bare keys', "{name: 'Nordwind', n: 5}", { name: 'Nordwind', n: 5 }],
    ['a missing end', '{"a":{"b":["c"', { a: { b: ['c'] } }],
    ['a brace too many', '{"a":"b"}}', { a: 'b' }],
    [
      'links that look like comments',
      '{"url":"https://nordwind-pumpen.de/a",}',
      { url: 'https://nordwind-pumpen.de/a' },
    ],
  ])('repairs %s', (_, text, expected) => {
    expect(read(text)).toEqual(expected);
    expect(readTolerantJson(text).repaired).toBe(true);
  });

  it('parses several objects in a row, and returns nothing for an empty text', () => {
    expect(readTolerantJson('{"a":1}\n{"b":2}').values).toEqual([{ a: 1 }, { b: 2 }]);
    expect(readTolerantJson('not json at all').values).toEqual([]);
  });
});
