import { allowEntryFor, TargetPolicy, type UrlCheck } from './address-policy.js';
import { AllowList } from '../addresses/allow-list.js';

const open = new TargetPolicy({ localAddresses: [] });
const kind = (result: UrlCheck) => (result.allowed ? 'allowed' : result.kind);
const kindOf = (text: string) => kind(open.checkText(text, 'target'));

describe('TargetPolicy.checkText', () => {
  it.each([
    // addresses inside private networks and metadata services, in all spellings
    'http://127.0.0.1/',
    'http://localhost:6379/',
    'http://[::1]/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://１２７.0.0.1/',
    'http://127.0.0.1./',
    'http://[::ffff:169.254.169.254]/',
    'http://[64:ff9b::a9fe:a9fe]/',
    'http://[2002:a9fe:a9fe::]/',
    'http://[::a9fe:a9fe]/',
    'http://[fd00:ec2::254]/',
    'http://[::]/',
    'http://0/',
    'http://169.254.169.254/latest/meta-data/',
    'http://168.63.129.16/',
    'http://100.100.100.200/',
    'http://192.0.0.192/',
    'http://metadata.google.internal/',
    'http://metadata/',
    'http://instance-data/',
    'http://foo.localhost/',
    'http://LOCALHOST./',
    'http://intranet/',
    'http://printer.local/',
    'http://nas.home.arpa/',
    'http://localhost%2E/',
  ])('refuses %s as a target', (url) => {
    expect(kindOf(url)).toBe('target_not_allowed');
  });

  it.each([
    'file:///etc/passwd',
    'gopher://x/',
    'ftp://x.example/',
    'data:text/html,x',
    'javascript:alert(1)',
    'blob:x',
  ])('refuses the scheme of %s', (url) => {
    expect(kindOf(url)).toBe('scheme');
  });

  it.each([
    ['http://user:pass@example.com/', 'userinfo'],
    ['http://user@example.com/', 'userinfo'],
    ['http://:secret@example.com/', 'userinfo'],
    ['http://example.com:22/', 'port'],
    ['http://example.com:0/', 'port'],
    ['http://example.com:99999/', 'port'],
    ['http://example.com:6379/', 'port'],
    ['http://8.8.8.8:9200/', 'port'],
    ['http:example.com', 'url_parsing'],
    ['//example.com', 'url_parsing'],
    ['example.com', 'url_parsing'],
    ['', 'url_parsing'],
    ['http://example.com\\@evil.com/', 'url_parsing'],
    ['http:\\\\example.com', 'url_parsing'],
    ['http://exa mple.com', 'url_parsing'],
    ['http://exa\tmple.com', 'url_parsing'],
    ['http://example.com/a\r\nX: y', 'url_parsing'],
    ['http://example.com/\u0000', 'url_parsing'],
    ['http://xn--pokxncvks/', 'url_parsing'],
    ['http://[fe80::1%25eth0]/', 'url_parsing'],
    [`http://${'a'.repeat(64)}.example/`, 'host'],
    [`http://${'abcdefgh.'.repeat(33)}example/`, 'host'],
    ['http://example..com/', 'host'],
    ['http://example.com../', 'host'],
    [`http://example.com/${'a'.repeat(2030)}`, 'too_long'],
    [`http://example.com/${'世'.repeat(1000)}`, 'too_long'],
  ])('reports the fault of %j: %s', (url, expected) => {
    expect(kindOf(url)).toBe(expected);
  });

  it.each([
    ['https://example.com./', 'https://example.com/'],
    ['HTTPS://EXAMPLE.COM/', 'https://example.com/'],
    ['http://example.com:8080/a#frag', 'http://example.com:8080/a'],
    ['http://example.com/%00', 'http://example.com/%00'],
    ['http://example.com/?q=a\\b', 'http://example.com/?q=a\\b'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['http://8.8.4.4:8443/', 'http://8.8.4.4:8443/'],
    ['http://[2606:4700::1111]/', 'http://[2606:4700::1111]/'],
  ])('accepts %s as %s', (url, href) => {
    const result = open.checkText(url, 'target');
    expect(result.allowed && result.url.href).toBe(href);
  });

  it('accepts a URL of 2,048 characters and refuses one more', () => {
    const url = (length: number) => 'http://example.com/'.padEnd(length, 'a');
    expect(kindOf(url(2048))).toBe('allowed');
    expect(kindOf(url(2049))).toBe('too_long');
  });

  it('never quotes an address in a message', () => {
    const result = open.checkText('http://10.1.2.3/', 'target');
    expect(result).toEqual({
      allowed: false,
      kind: 'target_not_allowed',
      message: 'The target is not on the public internet.',
    });
  });
});

describe('TargetPolicy with allow lists', () => {
  const policy = new TargetPolicy({
    egressAllow: AllowList.parse('127.0.0.1:9000, 10.0.0.0/8, shop.localhost:4000, files.internal'),
    webhookAllow: AllowList.parse('192.168.1.5:8080'),
    providerHosts: AllowList.parse('llm.internal:11434'),
    deny: AllowList.parse('10.6.6.6, blocked.example'),
    localAddresses: ['203.0.114.9'],
  });
  const at = (text: string, purpose: 'target' | 'webhook' | 'provider') => kind(policy.checkText(text, purpose));

  it('applies to each purpose only its own list', () => {
    expect(at('http://127.0.0.1:9000/', 'target')).toBe('allowed');
    expect(at('http://127.0.0.1:9000/', 'provider')).toBe('allowed');
    expect(at('http://127.0.0.1:9000/', 'webhook')).toBe('target_not_allowed');
    expect(at('http://192.168.1.5:8080/', 'webhook')).toBe('allowed');
    expect(at('http://192.168.1.5:8080/', 'target')).toBe('target_not_allowed');
    expect(at('http://llm.internal:11434/', 'provider')).toBe('allowed');
    expect(at('http://llm.internal:11434/', 'target')).toBe('target_not_allowed');
    expect(at('http://llm.internal/', 'provider')).toBe('target_not_allowed');
  });

  it('opens exactly the entry', () => {
    expect(at('http://127.0.0.1/', 'target')).toBe('target_not_allowed');
    expect(at('http://[::ffff:127.0.0.1]:9000/', 'target')).toBe('target_not_allowed');
    expect(at('http://localhost:9000/', 'target')).toBe('target_not_allowed');
    expect(at('http://shop.localhost:4000/', 'target')).toBe('allowed');
    expect(at('http://other.localhost:4000/', 'target')).toBe('target_not_allowed');
    expect(at('http://10.2.3.4:25/', 'target')).toBe('target_not_allowed');
  });

  it('gives deny precedence over every allow list', () => {
    expect(at('http://10.6.6.6/', 'target')).toBe('target_not_allowed');
    expect(at('http://blocked.example/', 'target')).toBe('target_not_allowed');
  });

  it('refuses addresses of this machine, public or not', () => {
    expect(at('http://203.0.114.9/', 'target')).toBe('target_not_allowed');
    const own = new TargetPolicy();
    expect(kind(own.checkText('http://127.0.0.1/', 'target'))).toBe('target_not_allowed');
  });

  it('checks a resolved address together with its host name', () => {
    expect(policy.allowsAddress('10.1.1.1', 'site.example', 443, 'target')).toBe(true);
    expect(policy.allowsAddress('10.1.1.1', 'site.example', 443, 'webhook')).toBe(false);
    expect(policy.allowsAddress('172.16.0.1', 'files.internal', 443, 'target')).toBe(true);
    expect(policy.allowsAddress('172.16.0.1', 'site.example', 443, 'target')).toBe(false);
    expect(policy.allowsAddress('8.8.8.8', 'site.example', 9999, 'target')).toBe(false);
    expect(policy.allowsAddress('fe80::1%lo', 'files.internal', 443, 'target')).toBe(false);
  });

  it('never opens metadata services by a host name entry', () => {
    expect(policy.allowsAddress('169.254.169.254', 'files.internal', 80, 'target')).toBe(false);
    expect(policy.allowsAddress('fd00:ec2::254', 'files.internal', 80, 'target')).toBe(false);
  });

  it('makes the allow-list entry of a base URL', () => {
    expect(allowEntryFor('http://llm.internal:11434/v1')).toBe('llm.internal:11434');
    expect(allowEntryFor('https://api.example.com/v1/')).toBe('api.example.com:443');
    expect(allowEntryFor('http://[::1]:8080')).toBe('[::1]:8080');
    expect(() => AllowList.parse(allowEntryFor('http://[::1]:8080'))).not.toThrow();
  });
});
