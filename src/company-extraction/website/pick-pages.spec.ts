import { isPageLabel } from './pick-pages.js';

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
