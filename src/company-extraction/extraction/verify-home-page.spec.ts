import { pageNamesCompany } from './verify-home-page.js';

const site = (title: string | null, ...stated: string[]) => ({ title, stated });

describe('pageNamesCompany', () => {
  it.each([
    [['Acme Inc.'], site('Acme – Fine tools since 1990'), 'acme.com'],
    [['Acme'], site('Home | ACME GmbH'), 'acme-tools.de'],
    [['Acme'], site('Welcome to Acme'), 'acme.com'],
    [['Acme'], site('Fine tools', 'Acme Corporation'), 'acme.com'],
    [['Siemens'], site('Siemens Global website'), 'siemens.com'],
    [['Statoil ASA', 'Equinor'], site('Equinor'), 'equinor.com'],
    [['Schwarz & Söhne'], site('Schwarz und Söhne', 'Schwarz & Sohne GmbH'), 'schwarz.de'],
    [['Amazon'], site('Amazon.com. Spend less. Smile more.', 'Amazon.com'), 'amazon.com'],
  ])('finds %j in the site %j', (names, names_of_site, domain) => {
    expect(pageNamesCompany(names, names_of_site, domain)).toBe(true);
  });

  it.each([
    [['Apple'], site('Apple Records', 'Apple Records'), 'applerecords.com'],
    [['Apple'], site('Apple pie recipes'), 'pies.com'],
    [['Delta'], site('Delta Faucet'), 'deltafaucet.com'],
    [['Acme'], site('acme.com is for sale'), 'buydomains.com'],
    [['Acme'], site(null), 'acme.com'],
    [['Acme'], site(''), 'acme.com'],
    [['…'], site('…', '…'), 'example.com'],
    [['Nord Bank'], site('Nord Band'), 'nordband.com'],
  ])('does not find %j in the site %j', (names, names_of_site, domain) => {
    expect(pageNamesCompany(names, names_of_site, domain)).toBe(false);
  });
});
