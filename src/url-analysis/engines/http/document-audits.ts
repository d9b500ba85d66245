import { linear, pass, share, type Audit } from '../findings/audit.js';
import type { DocumentFindings } from '../findings/http-findings.js';
import type { Seo } from '../findings/seo.js';

/** Search engine optimisation: 20 points. */
export function seoAudits(document: DocumentFindings | null): readonly Audit[] {
  return document === null ? [] : [...findabilityAudits(document), ...contentAudits(document)];
}

function findabilityAudits({ seo, mobile }: DocumentFindings): readonly Audit[] {
  return [
    {
      id: 'indexable',
      group: 'seo',
      weight: 6,
      score: pass(seo.indexable),
      value: seo.indexable,
      threshold: 'status 200, no noindex, allowed by robots.txt; if not, the group counts at most 69 %',
    },
    {
      id: 'canonical',
      group: 'seo',
      weight: 2,
      score: canonicalScore(seo),
      value: seo.canonical.url,
      threshold: 'exactly one, absolute; does not apply without one',
    },
    {
      id: 'robots-txt',
      group: 'seo',
      weight: 2,
      value: seo.robots_txt.status,
      score: seo.robots_txt.status === null ? null : pass(seo.robots_txt.status < 500),
      threshold: 'answers without a server error; does not apply when it could not be fetched',
    },
    {
      id: 'hreflang',
      group: 'seo',
      weight: 1,
      value: seo.hreflang.count,
      score: seo.hreflang.count === 0 ? null : pass(seo.hreflang.invalid.length === 0),
      threshold: 'all language codes valid; does not apply without hreflang',
    },
    {
      id: 'viewport',
      group: 'seo',
      weight: 2,
      score: pass(mobile.device_width),
      value: mobile.device_width,
      threshold: 'viewport with width=device-width or an initial scale of 1 or more',
    },
  ];
}

function contentAudits({ seo }: DocumentFindings): readonly Audit[] {
  const { blocks, valid } = seo.structured_data;
  return [
    {
      id: 'title',
      group: 'seo',
      weight: 3,
      value: seo.title_length,
      score: lengthScore(seo.title_length, 10, 70),
      threshold: '10 to 70 characters; half outside, 0 without',
    },
    {
      id: 'description',
      group: 'seo',
      weight: 2,
      value: seo.description_length,
      score: lengthScore(seo.description_length, 50, 170),
      threshold: '50 to 170 characters; half outside, 0 without',
    },
    {
      id: 'structured-data',
      group: 'seo',
      weight: 2,
      score: share(valid, Math.max(blocks, valid)),
      value: blocks,
      threshold: 'share of JSON-LD blocks that parse; does not apply without one',
    },
  ];
}

function lengthScore(length: number, low: number, high: number): number {
  if (length === 0) return 0;
  return length >= low && length <= high ? 1 : 0.5;
}

function canonicalScore({ canonical }: Seo): number | null {
  if (canonical.count === 0) return null;
  return pass(canonical.count === 1 && canonical.absolute && canonical.url !== null);
}

/** Accessibility: 15 points. */
export function accessibilityAudits(document: DocumentFindings | null): readonly Audit[] {
  if (document === null) return [];
  const { accessibility, mobile } = document;
  const { images, links, buttons } = accessibility;
  const named = links.count + buttons.count;
  const nameless = links.unnamed + buttons.unnamed;
  return [
    {
      id: 'lang',
      group: 'accessibility',
      weight: 3,
      value: accessibility.lang,
      score: pass(accessibility.lang_valid),
      threshold: 'html[lang] with a valid BCP 47 tag',
    },
    {
      id: 'image-alt',
      group: 'accessibility',
      weight: 4,
      value: images.without_alt,
      score: images.count === 0 ? null : linear(images.without_alt / images.count, 0, 1),
      threshold:
        'share of shown images with alt (spaces are none), a name or a decorative role; does not apply without images',
    },
    ...formAudits(document),
    {
      id: 'link-and-button-names',
      group: 'accessibility',
      weight: 3,
      value: nameless,
      score: share(named - nameless, named),
      threshold: 'share of links and buttons with a name; does not apply without any',
    },
    {
      id: 'zoom',
      group: 'accessibility',
      weight: 2,
      value: !mobile.zoom_blocked,
      score: pass(!mobile.zoom_blocked),
      threshold: 'zoom not blocked by the viewport',
    },
  ];
}

function formAudits({ accessibility: { controls, selects }, html }: DocumentFindings): readonly Audit[] {
  return [
    {
      id: 'form-labels',
      group: 'accessibility',
      weight: 2,
      value: controls.unlabelled,
      score: share(controls.count - controls.unlabelled, controls.count),
      threshold:
        'share of shown inputs and text areas with a label, a name or a placeholder; does not apply without any',
    },
    {
      id: 'select-names',
      group: 'accessibility',
      weight: 1,
      value: selects.unlabelled,
      score: share(selects.count - selects.unlabelled, selects.count),
      threshold: 'share of shown selects with a label or a name; does not apply without any',
    },
    {
      id: 'doctype',
      group: 'accessibility',
      weight: 0,
      value: html.mode,
      score: pass(html.mode === 'no-quirks'),
      threshold: 'a doctype for which browsers lay the page out by the standard; shown, not counted',
    },
  ];
}
