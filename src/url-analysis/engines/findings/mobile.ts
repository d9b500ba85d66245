import type { PageFacts } from './page-facts.js';

/** The viewport meta element. */
export interface Mobile {
  /** Its settings by lower-case name; null when the element is missing. */
  readonly viewport: Readonly<Record<string, string>> | null;
  readonly device_width: boolean;
  /**
   * Whether zoom is blocked: `user-scalable=no` or a maximum scale under 5 (WCAG 1.4.4, as axe's meta-viewport-large).
   */
  readonly zoom_blocked: boolean;
}

export function describeMobile(facts: PageFacts): Mobile {
  const content = facts.metas.find((meta) => meta.name === 'viewport')?.content;
  const viewport = content === undefined ? null : parseViewport(content);
  const scalable = viewport?.['user-scalable'];
  const maximum = Number.parseFloat(viewport?.['maximum-scale'] ?? '');
  return {
    viewport,
    device_width: viewport?.['width'] === 'device-width' || Number.parseFloat(viewport?.['initial-scale'] ?? '') >= 1,
    zoom_blocked: scalable === 'no' || scalable === '0' || (maximum >= 0 && maximum < 5),
  };
}

function parseViewport(content: string): Readonly<Record<string, string>> {
  const settings: Record<string, string> = {};
  for (const part of content.slice(0, 1_000).split(/[,;]/).slice(0, 20)) {
    const [name = '', value = ''] = part.split('=');
    const key = name.trim().toLowerCase();
    if (/^[a-z-]{1,40}$/.test(key)) settings[key] = value.trim().toLowerCase();
  }
  return settings;
}
