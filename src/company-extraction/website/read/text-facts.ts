import { Fact, FactField, FactOf, FactValues } from '../../facts/fact.js';
import { parseEmployees } from '../../facts/employee-range.js';
import { legalNamesOf, withoutLegalForm } from '../names/find-legal-names.js';
import { NameMethod, squash } from '../names/organization-names.js';
import { TextLine } from '../tree/page-text.js';
import { PageMentions } from './page-mentions.js';

/**
 * Share of names that are the owner's where only this way names it, measured on annotated contact pages. Logos are
 * those of partners as often as not, and institutions those that a text tells of.
 */
const NAME_PRIOR: Readonly<Record<NameMethod, number>> = {
  structured: 0,
  'og:site_name': 0.75,
  copyright: 0.6,
  'address-block': 0.5,
  title: 0.45,
  'legal-form': 0.4,
  'domain-name': 0.35,
  logo: 0.2,
  institution: 0.15,
};
/** Added for each further way that names the same; two that agree are nearly always right. */
const PER_AGREEMENT = 0.15;

interface TextFactInput {
  readonly mentions: PageMentions;
  readonly lines: readonly TextLine[];
  readonly description: string | null;
  readonly url: string | null;
  /** Registrable domain of the page; e-mail addresses of it belong to the owner. */
  readonly siteDomain: string | null;
}

const FOUNDED =
  /(?:founded|established|since|est\.|gegründet|gründung|gründungsjahr|seit|fond[ée]e?|cr[ée]{2}e?|depuis|fundad[ao]|desde|fondat[ao]|dal|założon[aey]|od roku|od|založen[ao]?|alapítva|основан[ао]?|с|grundad|opgericht|sinds|創業|設立|창립)\s?:?\s?(?:in |im jahre? |im |en |nel |w |v roce |ve? |в |i |år )?(1[789]\d{2}|20[0-4]\d)(?!\d)/iu;
const EMPLOYEES =
  /(?:(?:over|more than|about|around|some|mehr als|über|rund|etwa|ca\.|plus de|environ|más de|oltre|circa|mais de|ponad|около|более)\s)?(\d{1,3}(?:[.,\s\u00a0']\d{3})+|\d{1,6}(?:[.,]\d{1,2}(?=\s?(?:k|m|thousand|tausend|mil|tys|тыс|mln|млн)))?)(?:\s?(?:k|thousand|million|tausend|tsd\.|mille|mil|mila|tys\.|тыс\.)(?!\p{L}))?\+?\s(?:employees|people work|staff members|mitarbeite(?:r|nde|rinnen)|beschäftigte|salariés|collaborateurs|employés|empleados|trabajadores|dipendenti|colaboradores|funcionários|medewerkers|pracowników|zaměstnanců|anställda|medarbejdere|ansatte|työntekijää|сотрудник(?:ов|а)?|名の社員|名|명의 직원)/iu;

class TextFacts {
  readonly facts: Fact[] = [];

  constructor(private readonly input: TextFactInput) {}

  add<F extends FactField>(field: F, value: FactValues[F], method: string, confidence: number): void {
    const fact: FactOf<F> = {
      field,
      value,
      source: 'website',
      url: this.input.url,
      method,
      confidence: Math.round(confidence * 100) / 100,
      asOf: null,
    };
    this.facts.push(fact);
  }

  names(): void {
    const { names } = this.input.mentions;
    const keyOf = (name: string): string => squash(withoutLegalForm(name));
    const ways = new Map<string, Set<NameMethod>>();
    for (const { name, method } of names) ways.set(keyOf(name), (ways.get(keyOf(name)) ?? new Set()).add(method));
    for (const { name, method } of names) {
      const prior = NAME_PRIOR[method];
      const agreed = [...(ways.get(keyOf(name)) ?? [])].filter((other) => other !== method).length;
      if (prior === 0 || (prior < 0.4 && agreed === 0) || method === 'institution') continue;
      this.add('name', name, method, Math.min(0.85, prior + PER_AGREEMENT * agreed));
    }
  }

  /** Takes names with a legal form as the owner's where the footer, the copyright line or an imprint states them. */
  legalNames(): void {
    const counts = new Map<string, number>();
    for (const line of this.input.lines.slice(0, 5_000)) {
      const { text, zone } = line;
      const own =
        zone === 'footer' ||
        zone === 'address' ||
        /©|copyright|impressum|imprint|mentions légales|aviso legal/i.test(text);
      for (const name of legalNamesOf(line)) counts.set(name, (counts.get(name) ?? 0) + (own ? 2 : 0.5));
    }
    const best = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 2);
    for (const [name, weight] of best)
      if (weight >= 1) this.add('legal_name', name, 'legal-form', Math.min(0.7, 0.4 + weight * 0.07));
  }

  contacts(): void {
    const { siteDomain, mentions } = this.input;
    for (const { email, method } of mentions.emails) {
      const domain = email.slice(email.lastIndexOf('@') + 1);
      const own = siteDomain !== null && (domain === siteDomain || domain.endsWith(`.${siteDomain}`));
      this.add('email', email, method, own ? 0.85 : 0.5);
    }
    mentions.phones.forEach(({ e164, written, kind, method }, index) => {
      if (kind !== 'fax')
        this.add(
          'phone',
          e164 ?? written,
          method,
          (e164 ? 0.65 : 0.35) + (method === 'tel' ? 0.1 : 0) - Math.min(0.25, index * 0.02),
        );
    });
    for (const { address, confidence } of mentions.addresses)
      if (confidence >= 0.4) this.add('address', address, 'text', Math.min(0.85, confidence));
    for (const account of mentions.socials) {
      this.add('social', account, 'link', 0.7);
      if (account.network === 'linkedin') this.add('linkedin', account.url, 'link', 0.7);
    }
  }

  story(): void {
    if (this.input.description) this.add('description', this.input.description, 'meta', 0.6);
    if (this.input.siteDomain) this.add('domain', this.input.siteDomain, 'address', 0.6);
    const lines = this.input.lines.slice(0, 3_000).map(({ text }) => text.slice(0, 600));
    const founded = lines.map((text) => FOUNDED.exec(text)?.[1]).find((year) => year !== undefined);
    if (founded) this.add('founded', founded, 'text', 0.4);
    const employees = lines.map((text) => EMPLOYEES.exec(text)?.[0]).find((count) => count !== undefined);
    const count = employees ? parseEmployees(employees) : null;
    if (count) this.add('employees', count, 'text', 0.45);
  }
}

/** Facts about the owner of a page outside structured data. */
export function textFacts(input: TextFactInput): Fact[] {
  const reader = new TextFacts(input);
  reader.names();
  reader.legalNames();
  reader.contacts();
  reader.story();
  return reader.facts;
}
