import { decodeText } from './csv-table.js';

describe('decodeText', () => {
  it('reads the quotation marks of Windows-1252, as Excel saves them', () => {
    expect(decodeText(Buffer.from('\x93M\xfcller\x94', 'latin1'))).toBe('“Müller”');
  });
});
