import { linear, pass, share, type Audit } from '../findings/audit.js';
import type { DocumentFindings, ExchangeFindings } from '../findings/http-findings.js';
import { COMPRESSIBLE_FROM_BYTES, isText } from '../findings/transfer.js';

const REDIRECT_SCORES = [1, 0.7, 0.4] as const;
const MEGABYTE = 1_000_000;

/** Speed and quality of the delivery: 30 points. */
export function deliveryAudits(exchange: ExchangeFindings, document: DocumentFindings | null): readonly Audit[] {
  const { timing, redirects, transfer } = exchange;
  const cached = document?.resources.static_cache ?? { count: 0, long_lived: 0 };
  const compression = compressedShare(exchange, document);
  return [
    {
      id: 'ttfb',
      group: 'delivery',
      weight: 8,
      score: linear(timing.ttfb_ms, 200, 1_800),
      value: timing.ttfb_ms,
      threshold: '1 up to 200 ms, linear to 0 at 1,800 ms',
    },
    {
      id: 'redirects',
      group: 'delivery',
      weight: 5,
      score: REDIRECT_SCORES[redirects.charged_count] ?? 0,
      value: redirects.charged_count,
      threshold: '0: 1, 1: 0.7, 2: 0.4, 3 or more: 0; the step from http to https is free',
    },
    {
      id: 'text-compression',
      group: 'delivery',
      weight: 6,
      score: compression,
      value: compression,
      threshold: `share of text files over ${COMPRESSIBLE_FROM_BYTES} bytes that came compressed`,
    },
    {
      id: 'http-version',
      group: 'delivery',
      weight: 4,
      score: pass(transfer.alpn === 'h2' || Number.parseFloat(transfer.http_version) >= 2),
      value: transfer.alpn ?? transfer.http_version,
      threshold: 'the server speaks HTTP/2 or later',
    },
    {
      id: 'static-cache',
      group: 'delivery',
      weight: 5,
      score: share(cached.long_lived, cached.count),
      value: share(cached.long_lived, cached.count),
      threshold: 'share of static files with a lifetime of 7 days or more',
    },
    {
      id: 'status',
      group: 'delivery',
      weight: 2,
      score: pass(transfer.status === 200),
      value: transfer.status,
      threshold: 'status 200',
    },
  ];
}

function compressedShare({ transfer }: ExchangeFindings, document: DocumentFindings | null): number | null {
  const counts = isText(transfer.content_type) && transfer.decoded_bytes > COMPRESSIBLE_FROM_BYTES;
  const total = (document?.resources.compressible_count ?? 0) + (counts ? 1 : 0);
  const plain =
    (document?.resources.uncompressed_text_count ?? 0) + (counts && transfer.content_encoding === null ? 1 : 0);
  return share(total - plain, total);
}

/** Weight of the page: 20 points. */
export function weightAudits(document: DocumentFindings | null): readonly Audit[] {
  const bytes = document?.resources.total_bytes ?? null;
  const html = document?.html.bytes ?? null;
  const blocking = document?.render_blocking.count ?? null;
  const elements = document?.html.elements ?? null;
  return [
    {
      id: 'total-bytes',
      group: 'weight',
      weight: 6,
      value: bytes,
      score: bytes === null ? null : linear(bytes, MEGABYTE, 4 * MEGABYTE),
      threshold: '1 up to 1 MB, linear to 0 at 4 MB',
    },
    {
      id: 'html-bytes',
      group: 'weight',
      weight: 3,
      value: html,
      score: html === null ? null : linear(html, 100_000, 500_000),
      threshold: '1 up to 100 kB decoded, linear to 0 at 500 kB',
    },
    {
      id: 'render-blocking',
      group: 'weight',
      weight: 5,
      value: blocking,
      score: blocking === null ? null : linear(blocking, 0, 10),
      threshold: '1 without candidates, linear to 0 at 10',
    },
    imageAudit(document),
    {
      id: 'dom-size',
      group: 'weight',
      weight: 2,
      value: elements,
      // Control points of Lighthouse 12: 818 elements score well, 1,400 medium.
      score: elements === null ? null : linear(elements, 818, 1_982),
      threshold: '1 up to 818 elements, 0.5 at 1,400, 0 at 1,982',
    },
  ];
}

/**
 * Mean of: dimensions stated, files in modern formats, no file over 200 kB, no file displayed at less than half its
 * width.
 */
function imageAudit(document: DocumentFindings | null): Audit {
  const images = document?.images;
  const files = Object.values(images?.formats ?? {}).reduce((sum, count) => sum + count, 0);
  const parts =
    images === undefined
      ? []
      : [
          share(images.count - images.missing_dimensions, images.count),
          images.modern_share,
          share(files - images.heavy_count, files),
          share(images.count - images.oversized_count, images.count),
        ].filter((part): part is number => part !== null);
  const mean = share(
    parts.reduce((sum, part) => sum + Math.max(0, part), 0),
    parts.length,
  );
  return {
    id: 'images',
    group: 'weight',
    weight: 4,
    score: mean,
    value: images?.count ?? null,
    threshold: 'mean of: dimensions stated, modern formats, files up to 200 kB, not twice as wide as displayed',
  };
}
