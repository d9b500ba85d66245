import { checkItem, checkItems, cleanUrl } from './validation.js';
import { isIP } from './node-net.js';
import { isIP as nodeIsIP } from 'node:net';

describe('The checks of the client', () => {
  it('clean URLs as the service does', () => {
    expect(cleanUrl(' Example.com/a/#top ')).toMatchObject({ url: 'https://example.com/a' });
    expect(cleanUrl('https://example.com/?utm_source=x', { stripTracking: true })).toMatchObject({
      url: 'https://example.com',
    });
    expect(cleanUrl('http://127.0.0.1/')).toEqual({ error_code: 'TARGET_NOT_ALLOWED' });
    expect(cleanUrl('http://[::1]/')).toEqual({ error_code: 'TARGET_NOT_ALLOWED' });
    expect(cleanUrl('ftp://example.com/')).toEqual({ error_code: 'UNSUPPORTED_SCHEME' });
  });

  it('name every fault of items, with the place of each', () => {
    expect(checkItem('company_extraction', 'Example Ltd')).toEqual([]);
    const faults = checkItems('contact_analysis', [
      { id: '1', data: {} },
      { id: '', data: {}, extra: 1 },
    ]);
    expect(faults.map(({ field, error_type: type }) => [field, type])).toEqual([
      ['items.1.extra', 'unknown_field'],
      ['items.1.id', 'too_short'],
    ]);
    expect(
      checkItem('profile_ingestion', { linkedin_url: 'https://example.com/', suggested_role: 'CTO' }),
    ).toHaveLength(1);
  });

  it.each([
    '127.0.0.1',
    '1.2.3',
    '01.2.3.4',
    '256.1.1.1',
    '::1',
    '::ffff:1.2.3.4',
    'fe80::1',
    '1::2::3',
    'a.b',
    '',
    '[::1]',
    '1.2.3.4.5',
  ])('tell in a browser as on Node whether %s is an address', (text) => expect(isIP(text)).toBe(nodeIsIP(text)));
});
