import { header, headerList, type Headers } from './headers.js';

/** Security headers of the document. */
export interface Security {
  readonly https: boolean;
  readonly hsts: { readonly max_age_s: number; readonly include_subdomains: boolean; readonly preload: boolean } | null;
  readonly csp: {
    readonly present: boolean;
    readonly report_only: boolean;
    /** Whether the enforced policy allows inline scripts (`unsafe-inline` without nonce, hash or strict-dynamic). */
    readonly unsafe_inline: boolean;
  };
  readonly nosniff: boolean;
  /** `x-frame-options`, `frame-ancestors` or null. */
  readonly frame_protection: 'x-frame-options' | 'frame-ancestors' | null;
  readonly referrer_policy: string | null;
  readonly permissions_policy: boolean;
  readonly cookies: {
    readonly count: number;
    readonly secure: number;
    readonly http_only: number;
    readonly same_site: number;
  };
  /** Software named by `server` and `x-powered-by` with a version; without a version it is of no use to an attacker. */
  readonly leaks: readonly string[];
}

export function describeSecurity(headers: Headers, url: string, metaCsp: string | null): Security {
  const csp = [header(headers, 'content-security-policy'), metaCsp].filter(Boolean).join(', ');
  const cookies = headerList(headers, 'set-cookie').slice(0, 200);
  const withFlag = (flag: RegExp): number => cookies.filter((cookie) => flag.test(cookie)).length;
  return {
    https: url.startsWith('https:'),
    hsts: url.startsWith('https:') ? parseHsts(header(headers, 'strict-transport-security')) : null,
    csp: {
      present: csp !== '',
      report_only: header(headers, 'content-security-policy-report-only') !== null,
      unsafe_inline: allowsInline(csp),
    },
    nosniff: (header(headers, 'x-content-type-options') ?? '').trim().toLowerCase() === 'nosniff',
    frame_protection: frameProtection(headers),
    referrer_policy: header(headers, 'referrer-policy'),
    permissions_policy: header(headers, 'permissions-policy') !== null,
    cookies: {
      count: cookies.length,
      secure: withFlag(/;\s*secure\s*(;|$)/i),
      http_only: withFlag(/;\s*httponly\s*(;|$)/i),
      same_site: withFlag(/;\s*samesite\s*=/i),
    },
    leaks: ['server', 'x-powered-by']
      .map((name) => header(headers, name))
      .filter((value): value is string => value !== null && /\d/.test(value))
      .map((value) => value.slice(0, 100)),
  };
}

function parseHsts(value: string | null): Security['hsts'] {
  const maxAge = /(?:^|;)\s*max-age\s*=\s*"?(\d{1,12})/i.exec(value ?? '')?.[1];
  if (value === null || maxAge === undefined) return null;
  return {
    max_age_s: Number(maxAge),
    include_subdomains: /(?:^|;)\s*includesubdomains/i.test(value),
    preload: /(?:^|;)\s*preload/i.test(value),
  };
}

function allowsInline(csp: string): boolean {
  const directives = csp.slice(0, 8_000).toLowerCase().split(/[;,]/);
  const find = (name: string): string | undefined => directives.find((d) => d.trim().startsWith(`${name} `));
  const script = find('script-src') ?? find('default-src');
  if (script === undefined) return csp !== '';
  return script.includes("'unsafe-inline'") && !/'(?:nonce-|sha\d{3}-|strict-dynamic)/.test(script);
}

/** CSP in a meta element cannot set frame-ancestors (CSP 3), so only the header counts. */
function frameProtection(headers: Headers): Security['frame_protection'] {
  if (/(?:^|[;,])\s*frame-ancestors\s/i.test(header(headers, 'content-security-policy') ?? ''))
    return 'frame-ancestors';
  return /^\s*(?:deny|sameorigin)\b/i.test(header(headers, 'x-frame-options') ?? '') ? 'x-frame-options' : null;
}
