import { checkCompany, readDomain } from './check-company.js';

describe('checkCompany', () => {
  it.each([
    ['  OpenAI  ', { name: 'OpenAI' }],
    ['=HYPERLINK("http://x","y")', { name: '=HYPERLINK("http://x","y")' }],
    [
      { name: 'Acme', domain_hint: 'www.Acme.com', ref: 'r1', metadata: {} },
      { name: 'Acme', domain_hint: 'acme.com' },
    ],
    ['x'.repeat(200), { name: 'x'.repeat(200) }],
  ])('accepts %j [S3-8]', (raw, value) => {
    expect(checkCompany(raw)).toEqual({ value });
  });

  it.each([[''], ['   '], [null], [7], [['a']], ['x'.repeat(201)], [{}], [{ name: '' }], [{ name: 'A', x: 1 }]])(
    'rejects %j [S3-8]',
    (raw) => {
      expect(checkCompany(raw)).toHaveProperty('faults.0.field');
    },
  );
});

describe('readDomain', () => {
  it.each([
    ['acme.com', 'acme.com'],
    ['shop.acme.co.uk', 'shop.acme.co.uk'],
    ['aws.amazon.com', 'aws.amazon.com'],
    ['www.acme.com', 'acme.com'],
    ['bücher.de', 'xn--bcher-kva.de'],
  ])('reads %s [S3-13]', (text, domain) => {
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
  ])('rejects %j [S3-13]', (text) => {
    expect(readDomain(text)).toBeNull();
  });
});
