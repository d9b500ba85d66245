import { parseHtml } from '../tree/html-tree.js';
import { findPages, isPageLabel, type PageKind } from './pick-pages.js';

describe('isPageLabel', () => {
  it.each([
    'Contact us', 'Über uns', 'Kontakt', 'À propos', 'Mentions légales', 'Quiénes somos', 'Aviso legal', 'Chi siamo', 'Quem somos', 'Over ons',
    'O nas', 'Kontakty', 'Контакты', 'О компании', '会社概要', 'お問い合わせ', 'プライバシーポリシー', '회사소개',
  ])('accepts %s as the label of a page', (text) => expect(isPageLabel(text)).toBe(true)); // prettier-ignore

  it.each(['Acme', 'Team Rocket GmbH', 'Société Générale', 'Contact Lens King', 'Corporate Express', 'ほたる精機', ''])(
    'rejects "%s", which may be a name',
    (text) => expect(isPageLabel(text)).toBe(false),
  );
});

const linked = (label: string, href = '/x/page-17'): string[] =>
  findPages(parseHtml(`<nav><a href="${href}">${label}</a></nav>`).root, 'https://acme.example/').map(
    ({ kind }) => kind,
  );

const PAGES: Readonly<Partial<Record<PageKind, readonly string[]>>> = {
  contact: [
    'Contact', 'Contact us', 'Kontakt', 'Kontakt & Anfahrt', 'Contactez-nous', 'Nous contacter', 'Contacto', 'Contáctenos', 'Fale conosco', 'Contatti', 'Contact opnemen',
    'Kontakta oss', 'Kontakt os', 'Ota yhteyttä', 'Yhteystiedot', 'Kontakty', 'Kapcsolat', 'Контакты', 'Контакти', 'Επικοινωνία', 'İletişim', 'お問い合わせ', '联系我们', '문의하기', 'Liên hệ', 'צור קשר',
  ],
  about: [
    'About', 'About us', 'About Acme', 'Über uns', 'Unternehmen', 'À propos', 'Qui sommes-nous ?', 'Quiénes somos', 'Sobre nosotros', 'Quem somos', 'Chi siamo', 'Over ons', 'O nas', 'O firmie',
    'Om oss', 'Om os', 'Tietoa meistä', 'O nás', 'Rólunk', 'Despre noi', 'За нас', 'Ποιοι είμαστε', 'Hakkımızda', 'О компании', 'Про нас', '会社概要', '关于我们', '회사소개', 'Tentang kami',
  ],
  imprint: ['Impressum', 'Imprint', 'Mentions légales', 'Aviso legal', 'Note legali', 'Legal notice', 'Colofon', 'Informacje prawne', 'Реквизиты', 'Künye', '特定商取引法に基づく表記', 'Mențiuni legale'],
  careers: [
    'Careers', 'Jobs', 'Jobs & Karriere', 'Karriere', 'Stellenangebote', 'Recrutement', 'Nous rejoindre', 'Trabaja con nosotros', 'Trabalhe conosco', 'Lavora con noi', 'Werken bij Acme', 'Vacatures', 'Kariera',
    'Lediga jobb', 'Ledige stillinger', 'Avoimet työpaikat', 'Kariéra', 'Állások', 'Cariere', 'Кариери', 'Θέσεις εργασίας', 'Kariyer', 'Вакансии', 'Вакансії', '採用情報', '加入我们', '채용',
  ],
  team: [
    'Team', 'Our team', 'Meet the team', 'Leadership', 'Management team', 'Unser Team', 'Geschäftsführung', 'Ansprechpartner', 'Notre équipe', 'Nuestro equipo', 'Nossa equipe', 'Il nostro team', 'Ons team', 'Nasz zespół',
    'Vårt team', 'Vores team', 'Henkilöstö', 'Náš tým', 'Csapatunk', 'Echipa noastră', 'Нашият екип', 'Η ομάδα μας', 'Ekibimiz', 'Наша команда', 'Наша команда', '経営陣', '管理团队', '경영진',
  ],
}; // prettier-ignore

describe('findPages', () => {
  const rows = Object.entries(PAGES).flatMap(([kind, labels]) => labels.map((label) => [label, kind] as const));
  it.each(rows)('takes a link "%s" for the page %s', (label, kind) => expect(linked(label)).toContain(kind));

  it.each([
    ['Waste management', '/waste-management', 'team'],
    ['Management', '/services/management', 'team'],
    ['Directions', '/directions', 'team'],
    ['Direction artistique', '/direction-artistique', 'team'],
    ['Team building', '/team-building', 'team'],
    ['Event management services', '/events', 'team'],
    ['Steam ovens', '/steam', 'team'],
    ['Contact lenses', '/contact-lenses', 'contact'],
    ['Contact center software', '/contact-center', 'contact'],
    ['Unternehmensberatung', '/unternehmensberatung', 'about'],
    ['Corporate events', '/corporate-events', 'about'],
    ['About cookies', '/cookies', 'about'],
    ['How to talk about pricing with your customers', '/blog/talk-about-pricing', 'about'],
    ['Legal translation', '/legal-translation', 'imprint'],
    ['Career coaching', '/career-coaching', 'careers'],
    ['New plant creates 300 jobs in the county this year', '/news/new-plant-creates-300-jobs-in-the-county', 'careers'],
    ['Praca zdalna a zdrowie w domu i w biurze', '/blog/praca-zdalna', 'careers'],
  ])('does not take "%s" at %s for the page %s', (label, href, kind) =>
    expect(linked(label, href)).not.toContain(kind),
  );

  it('takes management for people below a page about the company', () => {
    expect(linked('Management', '/about-us/management')).toContain('team');
    expect(linked('Direction', '/fr/qui-sommes-nous/direction')).toContain('team');
  });

  it('knows a page by its path where the link has no words', () => {
    expect(linked('', '/ueber-uns.html')).toContain('about');
    expect(linked('', '/de/kontakt')).toContain('contact');
  });
});
