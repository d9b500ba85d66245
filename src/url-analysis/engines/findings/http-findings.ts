import type { Accessibility } from './accessibility.js';
import type { Caching } from './caching.js';
import type { Html } from './html.js';
import type { HttpScore } from './audit.js';
import type { Images } from './images.js';
import type { MixedContent } from './mixed-content.js';
import type { Mobile } from './mobile.js';
import type { Redirects } from './redirects.js';
import type { RenderBlocking } from './render-blocking.js';
import type { Resources } from './resources.js';
import type { Security } from './security.js';
import type { Seo } from './seo.js';
import type { Timing } from './timing.js';
import type { Tls } from './tls.js';
import type { Transfer } from './transfer.js';

/** Findings about the response, whatever its type. */
export interface ExchangeFindings {
  readonly redirects: Redirects;
  readonly timing: Timing;
  readonly transfer: Transfer;
  readonly caching: Caching;
  readonly security: Security;
  /** Null over plain http. */
  readonly tls: Tls | null;
}

/** Findings that need an HTML document. */
export interface DocumentFindings {
  readonly html: Html;
  readonly resources: Resources;
  readonly render_blocking: RenderBlocking;
  readonly images: Images;
  readonly seo: Seo;
  readonly mobile: Mobile;
  readonly accessibility: Accessibility;
  /** Null over plain http. */
  readonly mixed_content: MixedContent | null;
}

/** All findings of the engine `http`. `document` is null when the URL does not lead to HTML. */
export interface HttpFindings extends ExchangeFindings {
  readonly source: 'http';
  readonly document: DocumentFindings | null;
  readonly score: HttpScore;
  readonly notes: readonly string[];
}
