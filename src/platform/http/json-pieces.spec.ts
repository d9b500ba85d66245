import { parseInPieces, parseJson } from './json-pieces.js';
import { type JsonElement, sizeOfJson } from './json-values.js';

function elementsOf(text: Buffer): readonly JsonElement[] {
  const elements: JsonElement[] = [];
  sizeOfJson(text, undefined, (element) => elements.push(element));
  return elements;
}

const inPieces = (text: string | Buffer): Promise<unknown> => {
  const bytes = Buffer.from(text);
  return parseInPieces(bytes, elementsOf(bytes));
};

/** Texts of more values than one piece takes, so that a list is put together of several. */
const long = (element: string): string => Array<string>(12_000).fill(element).join(', ');

describe('parseInPieces', () => {
  it.each([
    '1',
    ' null ',
    '"a"',
    '[]',
    '[1,[2],{"a":[3]}]',
    '{}',
    '{"items":[]}',
    '{"items":[ ]}',
    '{"items":[1]}',
    ' { "kind" : "k" , "items" : [ { "id" : "a" } , [ ] , null , "" , 1.5e3 ] , "b" : { "c" : [ 1 , 2 ] } } ',
    String.raw`{"i\"[":["],[","\\",{"a":"]"}],"2":[2],"1":[1]}`,
    '{"a":[1,2],"a":[3]}',
    '{"a":[1,2],"a":3}',
    '{"a":3,"a":[1,2]}',
    '{"__proto__":[1,2],"constructor":[3]}',
    '{"items":["é","\u00e9","😀"]}',
    '\uFEFF{"items":[1]}',
    `{"items":[${long('{"a":[1,{"b":null}]}')}],"more":[${long('1')}]}`,
    `{"items":[${long('"é"')}],"items":[${long('[[]]')}]}`,
  ])('reads %p as the parser of JSON does', async (text) => {
    const value = await inPieces(text);
    expect(value).toEqual(parseJson(Buffer.from(text)));
    expect(JSON.stringify(value)).toBe(JSON.stringify(parseJson(Buffer.from(text))));
  });

  it.each([
    '',
    '{',
    '[1,2',
    '{"items":[1,2}',
    '{"items":[1,2]',
    '{"items":[1}]',
    '{"items":[,]}',
    '{"items":[1,]}',
    '{"items":[,1]}',
    '{"items":[1,,2]}',
    '{"items":[1 2]}',
    '{"items":[{"a":1]}]}',
    '{"items":[\uFEFF1]}',
    '{"items":[1]]}',
    '{"items":["a]}',
    '{"items":[nul]}',
    '{"a":[1,,2],"a":[3]}',
    `{"items":[${long('1')},]}`,
    `{"items":[${long('1')},,${long('1')}]}`,
  ])('refuses %p as the parser of JSON does', async (text) => {
    expect(() => parseJson(Buffer.from(text))).toThrow('JSON');
    await expect(inPieces(text)).rejects.toMatchObject({ code: 'MALFORMED_JSON' });
  });

  it('refuses bytes that are not UTF-8, within a piece and around it', async () => {
    for (const text of ['{"items":["\xff"]}', '{"items":[1],"a\xff":1}'])
      await expect(inPieces(Buffer.from(text, 'latin1'))).rejects.toMatchObject({ code: 'MALFORMED_JSON' });
  });

  it('names an element of more values than an item may hold before it is parsed', async () => {
    const large = `[${Array<string>(10_000).fill('1').join(',')}`;
    await expect(inPieces(`{"a":[1],"rows":[1,2,${large}}]}`)).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      validationErrors: [{ field: 'rows.2', error_type: 'too_many_values' }],
    });
    await expect(inPieces(`{"rows":[${large}]],"rows":[]}`)).rejects.toMatchObject({
      validationErrors: [{ field: 'body', error_type: 'too_many_values' }],
    });
  });
});
