import { parseLighthouse } from './parse-lighthouse.js';

const audit = (numericValue: number) => ({ score: 0.5, numericValue });
const metrics = {
  'first-contentful-paint': audit(1765.16),
  'largest-contentful-paint': audit(2879.6),
  'total-blocking-time': audit(762),
  'cumulative-layout-shift': audit(0.231138),
  'speed-index': audit(2555.6),
  interactive: audit(4819.8),
  'server-response-time': { score: 1, numericValue: 69.7 },
  'total-byte-weight': { score: 1, numericValue: 352_099 },
  'network-requests': { score: null, details: { items: [{}, {}, {}] } },
};
const categories = {
  performance: { score: 0.645 },
  accessibility: { score: 1 },
  'best-practices': { score: 0 },
  seo: { score: null },
};
const blocking = { url: 'https://example.com/a.css', wastedMs: 300.4, totalBytes: 900 };

describe('parseLighthouse', () => {
  it('reads scores as whole numbers and gives a reason for every null [S2-52]', () => {
    const parsed = parseLighthouse({ lighthouseVersion: '12.8.2', categories, audits: metrics }, 'lighthouse');
    expect(parsed.scores).toEqual({ performance: 65, accessibility: 100, best_practices: 0, seo: null, http: null });
    expect(parsed.unavailable).toEqual({ seo: 'audit_failed' });
    expect(parsed.lab).toEqual({
      source: 'lighthouse',
      fcp_ms: 1765,
      lcp_ms: 2880,
      tbt_ms: 762,
      cls: 0.2311,
      si_ms: 2556,
      tti_ms: 4820,
      ttfb_ms: 70,
      total_bytes: 352_099,
      requests: 3,
    });
  });

  it('reads opportunities of 11 by legacy id and of 13 by insight id', () => {
    const eleven = {
      'render-blocking-resources': {
        title: 'Eliminate render-blocking resources',
        ...{ score: 0.4, details: { type: 'opportunity', overallSavingsMs: 310, items: [blocking] } },
      },
    };
    const thirteen = {
      'render-blocking-insight': {
        title: 'Render blocking requests',
        ...{ score: 0, metricSavings: { FCP: 310, LCP: 250 }, details: { type: 'table', items: [blocking] } },
      },
    };
    const items = [{ url: 'https://example.com/a.css', wasted_ms: 300, wasted_bytes: null }];
    expect(parseLighthouse({ audits: eleven }, 'psi').opportunities).toEqual([
      {
        id: 'render-blocking-resources',
        title: 'Eliminate render-blocking resources',
        savings_ms: 310,
        savings_bytes: null,
        items,
      },
    ]);
    expect(parseLighthouse({ audits: thirteen }, 'psi').opportunities).toEqual([
      { id: 'render-blocking-insight', title: 'Render blocking requests', savings_ms: 310, savings_bytes: null, items },
    ]);
    const both = parseLighthouse({ audits: { ...eleven, ...thirteen } }, 'psi').opportunities;
    expect(both.map(({ id }) => id)).toEqual(['render-blocking-insight']);
  });

  it('includes unknown audits and categories', () => {
    const { details } = parseLighthouse(
      {
        categories: { 'agentic-browsing': { score: 0.3 } },
        audits: { 'new-audit': { score: 0.5 }, manual: { score: null } },
      },
      'lighthouse',
    );
    expect(details).toEqual({ categories: { 'agentic-browsing': 30 }, audits: { 'new-audit': 0.5 } });
  });

  it('sorts opportunities by savings and omits those that passed or save nothing', () => {
    const saves = (score: number, LCP: number, wastedBytes = 0) => ({
      score,
      metricSavings: { LCP },
      details: { items: [{ url: 'https://example.com/x', wastedBytes }] },
    });
    const { opportunities } = parseLighthouse(
      { audits: { a: saves(0, 100), b: saves(0, 900, 5_000), c: saves(1, 700), d: saves(0, 0), e: saves(0.5, 0, 70) } },
      'lighthouse',
    );
    expect(opportunities.map(({ id, savings_ms, savings_bytes }) => [id, savings_ms, savings_bytes])).toEqual([
      ['b', 900, 5_000],
      ['a', 100, 0],
      ['e', 0, 70],
    ]);
  });

  it('reports a page that could not be loaded', () => {
    const runtimeError = { code: 'FAILED_DOCUMENT_REQUEST', message: 'net::ERR_CONNECTION_REFUSED' };
    expect(parseLighthouse({ runtimeError }, 'lighthouse').runtimeError).toEqual(runtimeError);
    expect(parseLighthouse({ runtimeError: { code: 'NO_ERROR', message: '' } }, 'lighthouse').runtimeError).toBeNull();
  });

  it.each([null, 'text', [], {}, { audits: { x: 1, y: null, z: { score: 0, details: 'no' } }, categories: 7 }])(
    'parses %j without throwing and without inventing a number',
    (value) => {
      const parsed = parseLighthouse(value, 'psi');
      expect(Object.values(parsed.scores).every((score) => score === null)).toBe(true);
      expect(parsed.lab.lcp_ms).toBeNull();
      expect(parsed.opportunities).toEqual([]);
    },
  );
});
