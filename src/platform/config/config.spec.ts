import { declareSettings } from './feature-settings.js';
import { baseUrl, integer } from './setting-types.js';
import { AppConfig, ConfigError, describeSettings } from './config.js';

describe('configuration', () => {
  it('has a default for every setting', () => {
    const config = AppConfig.parse({});
    expect(config).toMatchObject({
      port: 8000,
      host: '127.0.0.1',
      rateLimitPerMinute: 300,
    });
    expect(config.databaseUrl).toBeUndefined();
  });

  it('reports all faults at once', () => {
    const parse = () =>
      AppConfig.parse({ PORT: 'eighty', DATABASE_URL: 'mysql://x', MAX_CONNECTIONS: '0', LOG_LEVEL: 'loud' });
    expect(parse).toThrow(ConfigError);
    expect(parse).toThrow(/PORT[^]*DATABASE_URL[^]*MAX_CONNECTIONS[^]*LOG_LEVEL/);
  });

  it('rejects a guessable admin key without repeating it', () => {
    expect(() => AppConfig.parse({ ADMIN_API_KEY: 'short' })).toThrow(/ADMIN_API_KEY: must have at least 16/);
    expect(() => AppConfig.parse({ ADMIN_API_KEY: 'changeme-1234567890' })).toThrow(/well-known/);
    expect(() => AppConfig.parse({ ADMIN_API_KEY: 'changeme-1234567890' })).not.toThrow(/changeme/);
  });

  it('treats an empty variable as unset', () => {
    expect(AppConfig.parse({ DATABASE_URL: '', PORT: '' }).port).toBe(8000);
  });

  it('reports the bad entries of an allow list', () => {
    expect(() => AppConfig.parse({ EGRESS_ALLOW: '10.0.0.1/8, ok.example:99999' })).toThrow(
      /EGRESS_ALLOW: "10\.0\.0\.1\/8" has bits beyond its prefix[^]*"ok\.example:99999" has a port/,
    );
    const config = AppConfig.parse({ EGRESS_ALLOW: 'intranet:8080' });
    expect(config.egressAllow.opensHost('intranet', 8080)).toBe(true);
    expect(config.webhookAllow.opensHost('intranet', 8080)).toBe(false);
  });

  it('rejects Redis with the embedded database, and a role without Redis', () => {
    const redis = 'redis://127.0.0.1';
    const postgres = 'postgres://127.0.0.1/x';
    expect(() => AppConfig.parse({ REDIS_URL: redis })).toThrow(/REDIS_URL: needs DATABASE_URL/);
    expect(() => AppConfig.parse({ ROLE: 'worker', DATABASE_URL: postgres })).toThrow(/ROLE: needs REDIS_URL/);
    expect(AppConfig.parse({ ROLE: 'api', DATABASE_URL: postgres, REDIS_URL: redis }).role).toBe('api');
  });

  it.each([
    ['0', false],
    ['2', 2],
    ['10.0.0.0/8, ::1,192.0.2.7', ['10.0.0.0/8', '::1', '192.0.2.7']],
  ])('takes TRUST_PROXY=%s', (text, trusted) => {
    expect(AppConfig.parse({ TRUST_PROXY: text }).trustProxy).toEqual(trusted);
  });

  it.each(['true', '-1', 'proxy.internal', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0,'])(
    'refuses TRUST_PROXY=%s',
    (text) => {
      expect(() => AppConfig.parse({ TRUST_PROXY: text })).toThrow(/TRUST_PROXY: must be a number of proxies/);
    },
  );

  it.each(['/api', '/api/batches', '/docs/', '/console'])(
    'refuses PUBLIC_PATH=%s, a path of the service itself',
    (text) => {
      expect(() => AppConfig.parse({ PUBLIC_PATH: text })).toThrow(/PUBLIC_PATH: must not begin with/);
    },
  );

  it('takes PUBLIC_PATH=/apis/', () => {
    expect(AppConfig.parse({ PUBLIC_PATH: '/apis/' }).publicPath).toBe('/apis');
  });

  it('takes a base URL without the slashes at its end', () => {
    const settings = declareSettings({ SPEC_BASE_URL: baseUrl.optional().describe('Of this file only') });
    const { SPEC_BASE_URL } = settings.of(AppConfig.parse({ SPEC_BASE_URL: 'http://127.0.0.1:9/base//' }));
    expect(SPEC_BASE_URL).toBe('http://127.0.0.1:9/base');
  });

  it('takes settings of features, each name once and with a description', () => {
    const settings = declareSettings({ SPEC_ONLY: integer(1, 9, 3).describe('Of this file only') });
    expect(settings.of(AppConfig.parse({ SPEC_ONLY: '4' }))).toEqual({ SPEC_ONLY: 4 });
    expect(() => AppConfig.parse({ SPEC_ONLY: '40' })).toThrow(/SPEC_ONLY/);
    expect(describeSettings().at(-1)).toEqual({ name: 'SPEC_ONLY', meaning: 'Of this file only', fallback: '3' });
    expect(() => declareSettings({ SPEC_ONLY: integer(1, 9, 3).describe('Again') })).toThrow(
      /SPEC_ONLY is declared twice/,
    );
    expect(() => declareSettings({ SPEC_SILENT: integer(1, 9, 3) })).toThrow(/SPEC_SILENT has no description/);
  });

  it('describes every setting', () => {
    for (const setting of describeSettings()) expect(setting.meaning).not.toBe('');
  });
});
