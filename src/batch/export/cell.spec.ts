import { csvCell, toCell, workbookCell } from './cell.js';

describe('cells of an export', () => {
  it.each([
    ['=1+1'],
    ['+1'],
    ['-1'],
    ['@SUM(A1)'],
    ['\t=1'],
    ['\r=1'],
    ['\n=1'],
    ['  =1'],
    ['\u00a0=1'],
    ['＝1'],
    ['＋1'],
    ['－1'],
    ['＠x'],
    ['\u0001=1'],
  ])('prefixes %j with an apostrophe in CSV, so that no spreadsheet runs it as a formula', (text) => {
    expect(csvCell(text)).toBe(`'${text}`);
  });

  it.each([['a=1'], ['1-1'], ['x@y.com'], [''], ['é'], [' plain']])('leaves the text %j unchanged in CSV', (text) => {
    expect(csvCell(text)).toBe(text);
  });

  it('leaves numbers unchanged, including negative ones', () => {
    expect(csvCell(toCell(-5.25))).toBe(-5.25);
  });

  it('writes an object as JSON text, never as a formula or link of a workbook', () => {
    expect(workbookCell(toCell({ formula: '1+1' }))).toBe('{"formula":"1+1"}');
    expect(workbookCell(toCell({ text: 'a', hyperlink: 'javascript:1' }))).toBe(
      '{"text":"a","hyperlink":"javascript:1"}',
    );
  });

  it('removes characters that XML does not allow from a workbook cell and cuts it to 32,767 characters', () => {
    expect(workbookCell('a\u0000\u0008\uFFFFb\tc\n')).toBe('ab\tc\n');
    expect(workbookCell('x'.repeat(40_000))).toHaveLength(32_767);
  });
});
