import {
  decodeCloudflare,
  decodeShifted,
  findEmails,
  findObfuscatedEmails,
  fromMailto,
  normalizeEmail,
} from './emails.js';

describe('e-mail addresses', () => {
  it.each([
    'logo@2x.png',
    '9a65e97ebf1b4b6a8f0a8f1e3f1d4c5b@sentry.io',
    'you@example.com',
    'user@localhost',
    'a@b.invalidtld',
    'x..y@firma.de',
  ])('rejects %s', (text) => {
    expect(normalizeEmail(text)).toBeNull();
  });

  it('finds addresses between other characters', () => {
    expect(findEmails('Mail: Info@Nordwind-Pumpen.DE. (ventas@molinoalto.es), a@b.coPhone')).toEqual([
      'Info@nordwind-pumpen.de',
      'ventas@molinoalto.es',
      'a@b.co',
    ]);
  });

  it.each([
    ['info [at] nordwind-pumpen [dot] de', 'info@nordwind-pumpen.de'],
    ['info(ät)nordwind-pumpen.de', 'info@nordwind-pumpen.de'],
    ['contact arobase atelier-verdier point fr', 'contact@atelier-verdier.fr'],
    ['biuro (małpa) zielonydach.pl', 'biuro@zielonydach.pl'],
    ['sales at larkspurtools dot co dot uk', 'sales@larkspurtools.co.uk'],
  ])('finds %s', (text, email) => {
    expect(findObfuscatedEmails(text)).toEqual([email]);
  });

  it('does not read prose as an address', () => {
    expect(findObfuscatedEmails('Meet us at noon, look at the dot on the map')).toEqual([]);
  });

  it('decodes addresses hidden by Cloudflare and TYPO3', () => {
    const key = 0x5a;
    const hex = Buffer.from([key, ...[...Buffer.from('info@molinoalto.es')].map((byte) => byte ^ key)]).toString('hex');
    expect(decodeCloudflare(hex)).toBe('info@molinoalto.es');
    const shifted = [...'mailto:info@molinoalto.es']
      .map((char) =>
        /[a-x]/.test(char)
          ? String.fromCharCode(char.charCodeAt(0) + 2)
          : char === '@'
            ? 'B'
            : char === ':'
              ? ','
              : char === '.'
                ? '0'
                : char,
      )
      .join('');
    expect(decodeShifted(shifted)).toBe('info@molinoalto.es');
  });

  it('splits a mailto link', () => {
    expect(fromMailto('mailto:Jo%20%3Cjo@molinoalto.es%3E,info@molinoalto.es?subject=x@y.de')).toEqual([
      'jo@molinoalto.es',
      'info@molinoalto.es',
    ]);
  });
});
