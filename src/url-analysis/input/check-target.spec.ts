import { TargetPolicy } from '../../platform/egress/address-policy.js';
import { AllowList } from '../../platform/addresses/allow-list.js';
import { cleanUrl, URL_ERRORS } from './clean-url.js';
import { checkTarget } from './check-target.js';

const faultOf = (raw: string, policy = new TargetPolicy()): string | null => {
  const result = cleanUrl(raw, { checkTarget: checkTarget(policy) });
  return 'error_code' in result ? URL_ERRORS[result.error_code].errorType : null;
};

describe('cleanUrl with the egress policy', () => {
  it.each([
    ...['http://127.0.0.1/', 'http://localhost:6379/', 'http://[::1]/'],
    ...['http://2130706433/', '0x7f.1', '0177.0.0.1', '127.1', 'http://１２７.0.0.1/'],
    ...[
      '[::ffff:169.254.169.254]',
      '[64:ff9b::a9fe:a9fe]',
      '[2002:a9fe:a9fe::]',
      '[::a9fe:a9fe]',
      '[fd00:ec2::254]',
    ].map((host) => `http://${host}/`),
    ...['169.254.169.254', '168.63.129.16', '100.100.100.200', '192.0.0.192'].map((host) => `http://${host}/latest/`),
    ...['http://metadata.google.internal/', 'http://foo.localhost/', 'http://intranet/'],
  ])('rejects %s before anything is queued [S2-17]', (raw) => {
    expect(faultOf(raw)).toBe('target_not_allowed');
  });

  it.each(['http://example.com:22/', 'http://example.com:0', 'http://example.com:6379'])(
    'rejects the port of %s',
    (raw) => {
      expect(faultOf(raw)).toBe('port');
    },
  );

  it('allows the public internet, and targets that the operator has allowed', () => {
    expect(faultOf('example.com:8080')).toBeNull();
    expect(faultOf('http://[2606:2800:220:1:248:1893:25c8:1946]/')).toBeNull();
    const open = new TargetPolicy({ egressAllow: AllowList.parse('intranet:3000,127.0.0.1:9000') });
    expect(faultOf('http://intranet:3000/', open)).toBeNull();
    expect(faultOf('http://127.0.0.1:9000/x', open)).toBeNull();
    expect(faultOf('http://127.0.0.1:9001/x', open)).toBe('target_not_allowed');
  });
});
