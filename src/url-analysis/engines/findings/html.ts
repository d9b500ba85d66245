import type { PageFacts } from './page-facts.js';

/** Properties of the document itself. */
export interface Html {
  readonly bytes: number;
  readonly elements: number;
  readonly max_depth: number;
  readonly inline_script_bytes: number;
  readonly inline_style_bytes: number;
  readonly doctype: string | null;
  /** How browsers lay the page out: `no-quirks`, `limited-quirks` or `quirks`. */
  readonly mode: PageFacts['mode'];
  /** Charset declared by a meta element within the first 1,024 bytes, where browsers look for it. */
  readonly charset_declared: string | null;
  readonly base_href: string | null;
  /** Whether parsing stopped at 200,000 nodes or a depth of 512. */
  readonly truncated: boolean;
}

const CHARSET = /<meta[^>]{0,200}?charset\s*=\s*["']?([a-z0-9_:.-]{1,40})/i;

export function describeHtml(body: Buffer, facts: PageFacts): Html {
  return {
    bytes: body.length,
    elements: facts.elementCount,
    max_depth: facts.maxDepth,
    inline_script_bytes: facts.inlineScriptBytes,
    inline_style_bytes: facts.inlineStyleBytes,
    doctype: facts.doctype,
    mode: facts.mode,
    charset_declared: CHARSET.exec(body.subarray(0, 1_024).toString('latin1'))?.[1]?.toLowerCase() ?? null,
    base_href: facts.baseHref,
    truncated: facts.truncated,
  };
}
