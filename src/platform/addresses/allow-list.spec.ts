import { parseAddress } from './address-ranges.js';
import { AllowList, AllowListError } from './allow-list.js';

function opens(list: AllowList, address: string, port: number): boolean {
  const parsed = parseAddress(address);
  return parsed !== null && list.opensAddress(parsed, port);
}

describe('AllowList', () => {
  it('reads hosts, addresses and CIDRs with and without port', () => {
    const list = AllowList.parse(
      ' 10.0.0.0/8:9000, 127.0.0.1:8081 ,, intranet:8080, fd00::/8 ,[fd12::5]:99,[fc00::/16]:7000 ',
    );
    expect(opens(list, '10.1.2.3', 9000)).toBe(true);
    expect(opens(list, '10.1.2.3', 80)).toBe(false);
    expect(opens(list, '127.0.0.1', 8081)).toBe(true);
    expect(opens(list, '127.0.0.2', 8081)).toBe(false);
    expect(opens(list, 'fd00::1', 12345)).toBe(true);
    expect(opens(list, 'fc00::1', 7000)).toBe(true);
    expect(opens(list, 'fc00::1', 7001)).toBe(false);
    expect(list.opensHost('intranet', 8080)).toBe(true);
    expect(list.opensHost('intranet', 80)).toBe(false);
    expect(list.opensHost('sub.intranet', 8080)).toBe(false);
  });

  it('opens ports of other protocols only to entries that name the port', () => {
    expect(opens(AllowList.parse('10.0.0.0/8'), '10.0.0.1', 25)).toBe(false);
    expect(opens(AllowList.parse('10.0.0.0/8'), '10.0.0.1', 9200)).toBe(true);
    expect(opens(AllowList.parse('[fd12::5]:22'), 'fd12::5', 22)).toBe(true);
  });

  it('does not let an IPv4 entry open its IPv6 embeddings', () => {
    const list = AllowList.parse('127.0.0.1');
    expect(opens(list, '::ffff:127.0.0.1', 80)).toBe(false);
    expect(opens(list, '::7f00:1', 80)).toBe(false);
  });

  it('normalises names as the URL parser does', () => {
    const list = AllowList.parse('Intra.Example.:8080,bücher.example');
    expect(list.opensHost('intra.example', 8080)).toBe(true);
    expect(list.opensHost('xn--bcher-kva.example', 443)).toBe(true);
    expect(list.namesHost('intra.example')).toBe(true);
    expect(list.namesHost('example')).toBe(false);
  });

  it.each([
    'http://x/',
    '10.0.0.0/33',
    '10.0.0.1/8',
    '10.0.0.0/8/8',
    'host:0',
    'host:99999',
    'host:x',
    '127.1',
    '0x7f000001',
    '*.example.com',
    '*',
    'a b',
    '[::1',
    '[::1]x',
    '[::1]:0',
    'fe80::1%eth0',
    'user@host',
    '-/8',
    '/8',
    ':80',
  ])('rejects %j and names it', (entry) => {
    const parse = () => AllowList.parse(`good.example, ${entry}`);
    expect(parse).toThrow(AllowListError);
    expect(parse).toThrow(`"${entry}"`);
  });

  it('reports all bad entries at once', () => {
    let faults: readonly string[] = [];
    try {
      AllowList.parse('a b, ok.example, 10.0.0.1/8');
    } catch (error) {
      if (error instanceof AllowListError) faults = error.faults;
    }
    expect(faults).toHaveLength(2);
    expect(faults[1]).toContain('write 10.0.0.0/8');
  });

  it('is empty for an empty string', () => {
    const list = AllowList.parse('');
    expect(list.opensHost('localhost', 80)).toBe(false);
    expect(list.mayOpenPort(80)).toBe(false);
  });
});
