import { AppConfig } from '../platform/config/config.js';
import { URL_ANALYSIS_SETTINGS } from './url-analysis.settings.js';

describe('The settings of URL analysis', () => {
  it('refuse an engine whose key is not there', () => {
    expect(() => AppConfig.parse({ URL_ANALYSIS_ENGINE: 'psi' })).toThrow(/URL_ANALYSIS_ENGINE: psi needs PSI_API_KEY/);
    const config = AppConfig.parse({ URL_ANALYSIS_ENGINE: 'psi', PSI_API_KEY: 'k' });
    expect(URL_ANALYSIS_SETTINGS.of(config).URL_ANALYSIS_ENGINE).toBe('psi');
  });

  it('open the hosts of their base URLs to requests for providers', () => {
    const config = AppConfig.parse({ PSI_BASE_URL: 'http://127.0.0.1:9/psi/' });
    expect(URL_ANALYSIS_SETTINGS.of(config).PSI_BASE_URL).toBe('http://127.0.0.1:9/psi');
    expect(config.providerUrls).toContain('http://127.0.0.1:9/psi');
  });

  it('are checked with all others, and their faults come together', () => {
    expect(() => AppConfig.parse({ PORT: 'eighty', LIGHTHOUSE_CONCURRENCY: '0' })).toThrow(
      /PORT[^]*LIGHTHOUSE_CONCURRENCY/,
    );
  });
});
