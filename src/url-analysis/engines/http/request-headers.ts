import type { Strategy } from '../url-result.js';

const ACCEPT = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

/**
 * Headers of every request of an analysis. The strategy only changes these; a page that adapts by script or media query
 * returns the same markup for both. The product is named after the tokens by which servers detect phones, so that sites
 * can identify the client.
 * @param product name and contact, for example `Batchwright/1.0 (+https://example.com/contact)`
 */
export function requestHeaders(strategy: Strategy, product: string): Readonly<Record<string, string>> {
  const mobile = strategy === 'mobile';
  const platform = mobile ? 'Linux; Android 11; Mobile' : 'X11; Linux x86_64';
  return {
    'user-agent': `Mozilla/5.0 (${platform}) ${product}`,
    'sec-ch-ua-mobile': mobile ? '?1' : '?0',
    'viewport-width': mobile ? '412' : '1350',
    accept: ACCEPT,
    'accept-language': 'en-US,en;q=0.9',
  };
}
