import { checkCompany, readDomain } from '../input/company-item.js';

describe('checkCompany', () => {
  it.each([
    ['  OpenAI  ', { name: 'OpenAI' }],
    ['=HYPERLINK("http://x","y")', { name: '=HYPERLINK("http://x","y")' }],
    [
      { name: 'Acme', domain_hint: 'www.Acme.com', ref: 'r1', metadata: {} },
      { name: 'Acme', domain_hint: 'acme.com' },
    ],
    ['x'.repeat(200), { name: 'x'.repeat(200) }],
  ])('S3-8 takes %j', (raw, value) => {
    expect(checkCompany(raw)).toEqual({ value });
  });

  it.each([[''], ['   '], [null], [7], [['a']], ['x'.repeat(201)], [{}], [{ name: '' }], [{ name: 'A', x: 1 }]])(
    'S3-8 refuses %j',
    (raw) => {
      expect(checkCompany(raw)).toHaveProperty('faults.0.field');
    },
  );
});

describe('readDomain', () => {
  it.each([
    ['acme.com', 'acme.com'],
    ['shop.acme.co.uk', 'acme.co.uk'],
    ['bücher.de', 'xn--bcher-kva.de'],
  ])('S3-13 reads %s', (text, domain) => {
    expect(readDomain(text)).toBe(domain);
  });

  it.each([
    ['127.0.0.1'],
    ['http://x/y'],
    ['acme.com/a'],
    ['acme.com:80'],
    ['localhost'],
    ['acme'],
    ['u@acme.com'],
    [''],
    [3],
  ])('S3-13 refuses %j', (text) => {
    expect(readDomain(text)).toBeNull();
  });
});
