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

const ACME = { '@type': 'Organization', name: 'Acme', url: 'https://acme.example/' };

describe('Broken JSON-LD', () => {
  it.each([
    ['inside an HTML comment', `<!--\n{"@type":"Organization","name":"Acme","url":"https://acme.example/"}\n-->`],
    ['inside a comment of both kinds', `//<!--\n{"@type":"Organization","name":"Acme","url":"https://acme.example/"}\n//-->`],
    ['after a comment', `<!-- schema --> {"@type":"Organization","name":"Acme","url":"https://acme.example/"}`],
    ['inside CDATA', `//<![CDATA[\n{"@type":"Organization","name":"Acme","url":"https://acme.example/"}\n//]]>`],
    ['inside CDATA on one line', `/*<![CDATA[*/{"@type":"Organization","name":"Acme","url":"https://acme.example/"}/*]]>*/`],
    ['with &quot;', `{&quot;@type&quot;:&quot;Organization&quot;,&quot;name&quot;:&quot;Acme&quot;,&quot;url&quot;:&quot;https://acme.example/&quot;}`],
    ['with &#34; in a comment', `<!-- {&#34;@type&#34;:&#34;Organization&#34;,&#34;name&#34;:&#34;Acme&#34;,&#34;url&#34;:&#34;https://acme.example/&#34;} -->`],
    ['with a missing comma and no white space', `{"@type":"Organization""name":"Acme""url":"https://acme.example/"}`],
    ['with a missing comma and a space', `{"@type":"Organization" "name":"Acme" "url":"https://acme.example/"}`],
    ['with trailing commas', `{"@type":"Organization","name":"Acme","url":"https://acme.example/",}`],
    ['with single quotes', `{'@type':'Organization','name':'Acme','url':'https://acme.example/'}`],
    ['with typographic quotes', `{“@type”:“Organization”,“name”:“Acme”,“url”:“https://acme.example/”}`],
    ['with bare keys', `{"@type":"Organization",name:"Acme",url:"https://acme.example/"}`],
    ['with comments', `{/* who */"@type":"Organization", // kind\n"name":"Acme","url":"https://acme.example/"}`],
    ['without its last bracket', `{"@type":"Organization","name":"Acme","url":"https://acme.example/"`],
    ['with text after it', `{"@type":"Organization","name":"Acme","url":"https://acme.example/"};`],
    ['as an assignment', `var data = {"@type":"Organization","name":"Acme","url":"https://acme.example/"};`],
    ['encoded twice', JSON.stringify(JSON.stringify(ACME))],
    ['escaped as a whole', `{\\"@type\\":\\"Organization\\",\\"name\\":\\"Acme\\",\\"url\\":\\"https://acme.example/\\"}`],
    ['with joined strings', `{"@type":"Organization","name":"Ac" + "me","url":"https://acme.example/"}`],
    ['with a byte order mark', `\ufeff{"@type":"Organization","name":"Acme","url":"https://acme.example/"}`],
  ])('gives the organisation %s', (_, text) => expect(readTolerantJson(text).values).toEqual([ACME])); // prettier-ignore

  it.each([
    ['a text of several words without quotes', '{"a":Acme Inc & Co,"b":"y"}', { a: 'Acme Inc & Co', b: 'y' }],
    ['such a text before a key without quotes', '{"a":Acme Inc b:2}', { a: 'Acme Inc', b: 2 }],
    ['a key without a colon', '{"a" "x","b":"y","c" {"d":1}}', { a: 'x', b: 'y', c: { d: 1 } }],
    ['a text that is not closed before the next key', '{"a":"x, z,"b":"y"}', { a: 'x, z', b: 'y' }],
    ['a text that is not closed on its line', '{"a":"x\n "b":"y"}', { a: 'x', b: 'y' }],
    ['semicolons between keys', '{"a":"x";"b":1;"c":"z"}', { a: 'x', b: 1, c: 'z' }],
    ['two commas in a row', '{"a":"x",,"b":"y"}', { a: 'x', b: 'y' }],
    ['a number that begins with its point', '{"a":.5,"b":-.25,"c":1e3,"d":2.}', { a: 0.5, b: -0.25, c: 1000, d: 2 }],
    ['a postcode that begins with 0', '{"a":01067,"b":0}', { a: '01067', b: 0 }],
    ['a phone number without quotes', '{"a":+493012345,"b":1}', { a: '+493012345', b: 1 }],
    ['a quoted word before a colon in a text', '{"a":"he said "hi": yes","b":"y"}', { a: 'he said "hi": yes', b: 'y' }],
  ])('gives its values in spite of %s', (_, text, value) => expect(readTolerantJson(text).values).toEqual([value]));

  it('gives its values in spite of words of other languages, missing commas after numbers, quotes and line breaks in strings', () => {
    expect(readTolerantJson(`{"a":True,"b":None,"c":1"d":2}`).values).toEqual([{ a: true, b: null, c: 1, d: 2 }]);
    expect(readTolerantJson(`{"a":"The "best" shop","b":"two\nlines"}`).values).toEqual([
      { a: 'The "best" shop', b: 'two\nlines' },
    ]);
  });
});
