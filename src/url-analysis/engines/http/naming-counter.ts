import { isHidden, type PageElement } from './accessible-name.js';
import type { NamingFacts } from '../findings/page-facts.js';

const UNNAMED_INPUTS = new Set(['hidden', 'submit', 'reset', 'button', 'image']);
/** Link texts that are meaningless without context (as in Lighthouse's `link-text` audit; English and German). */
const GENERIC_LINK_TEXTS = new Set([
  'click here',
  'click this',
  'go',
  'here',
  'information',
  'learn more',
  'more',
  'more info',
  'more information',
  'read more',
  'right here',
  'see more',
  'start',
  'this',
  'hier',
  'hier klicken',
  'mehr',
  'mehr erfahren',
  'weiterlesen',
]);
/**
 * Attributes that name a control without a label, as Lighthouse's `label` audit has them; fields also a placeholder.
 */
const NAMING_ATTRIBUTES = ['aria-label', 'aria-labelledby', 'title'];

interface Controls {
  count: number;
  /** Controls without a name and without an id by which a label could name them. */
  naked: number;
  /** Ids of controls that only a `label[for]` can still name; the label may follow them. */
  readonly waiting: string[];
}

/** Maximum number of stored label ids; forms are small. */
const MAX_LABELS = 10_000;

/** Counts links, buttons, form controls and frames, and those without an accessible name. */
export class NamingCounter {
  private readonly links = { count: 0, unnamed: 0, generic: 0 };
  private readonly buttons = { count: 0, unnamed: 0 };
  private readonly frames = { count: 0, untitled: 0 };
  private readonly fields: Controls = { count: 0, naked: 0, waiting: [] };
  private readonly selects: Controls = { count: 0, naked: 0, waiting: [] };
  private readonly labelled = new Set<string>();

  element(
    element: PageElement,
    place: { readonly inLabel: boolean; readonly inSvg: boolean; readonly isHidden?: boolean },
    nameOf: (element: PageElement) => string,
  ): void {
    switch (element.name) {
      case 'a':
        if (!place.inSvg && 'href' in element.attribs) this.link(nameOf(element));
        return;
      case 'button':
        this.button(nameOf(element));
        return;
      case 'label':
        if (element.attribs['for'] !== undefined && this.labelled.size < MAX_LABELS && nameOf(element) !== '') {
          this.labelled.add(element.attribs['for']);
        }
        return;
      case 'iframe':
        this.frames.count += 1;
        if ((element.attribs['title'] ?? element.attribs['aria-label'] ?? '').trim() === '') this.frames.untitled += 1;
        return;
      case 'select':
        if (place.isHidden !== true && !isHidden(element)) this.control(element, place.inLabel, this.selects);
        return;
      case 'input':
      case 'textarea':
        if (place.isHidden !== true && !isHidden(element)) this.control(element, place.inLabel, this.fields);
    }
  }

  facts(): NamingFacts {
    const unlabelled = ({ naked, waiting }: Controls): number =>
      naked + waiting.filter((id) => !this.labelled.has(id)).length;
    return {
      links: { ...this.links },
      buttons: { ...this.buttons },
      controls: { count: this.fields.count, unlabelled: unlabelled(this.fields) },
      selects: { count: this.selects.count, unlabelled: unlabelled(this.selects) },
      frames: { ...this.frames },
    };
  }

  private link(name: string): void {
    this.links.count += 1;
    if (name === '') this.links.unnamed += 1;
    else if (GENERIC_LINK_TEXTS.has(name.toLowerCase())) this.links.generic += 1;
  }

  private button(name: string): void {
    this.buttons.count += 1;
    if (name === '') this.buttons.unnamed += 1;
  }

  private control(element: PageElement, inLabel: boolean, controls: Controls): void {
    const type = (element.attribs['type'] ?? '').toLowerCase();
    if (element.name === 'input' && UNNAMED_INPUTS.has(type)) {
      if (type === 'submit' || type === 'reset' || type === 'hidden') return;
      this.button(element.attribs['alt'] ?? element.attribs['value'] ?? element.attribs['aria-label'] ?? '');
      return;
    }
    controls.count += 1;
    const { attribs } = element;
    const naming = element.name === 'select' ? NAMING_ATTRIBUTES : [...NAMING_ATTRIBUTES, 'placeholder'];
    if (inLabel || naming.some((key) => (attribs[key] ?? '').trim() !== '')) return;
    const { id } = attribs;
    if (id === undefined || id === '') controls.naked += 1;
    else if (controls.waiting.length < MAX_LABELS) controls.waiting.push(id);
  }
}
