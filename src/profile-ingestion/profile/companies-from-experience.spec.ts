import { companyRefFromUrl } from './company-ref.js';
import { employersOf, isPseudoEmployer } from './companies-from-experience.js';
import { NO_COMPANY_REF, type CompanyRef, type Experience } from './profile.js';

const job = (company_name: string, ref: Partial<CompanyRef> = {}, more: Partial<Experience> = {}): Experience => ({
  company_name,
  company_ref: { ...NO_COMPANY_REF, ...ref },
  title: 'Engineer',
  location: null,
  start: null,
  end: null,
  is_current: false,
  description: null,
  ...more,
});

describe('employersOf', () => {
  it('counts an employer once whatever the number of titles held there [S4-33, S4-18]', () => {
    const employers = employersOf([
      job('Acme Rockets, Inc.', { linkedin_id: '77' }, { title: 'CTO', is_current: true }),
      job('Acme Rockets', {}, { title: 'VP Engineering', end: { year: 2019, month: null } }),
      job('ACME ROCKETS INC', { domain: 'acme.example' }, { title: 'Engineer', end: { year: 2015, month: 3 } }),
    ]);
    expect(employers).toHaveLength(1);
    expect(employers[0]).toMatchObject({
      key: 'linkedin:77',
      keys: ['linkedin:77', 'domain:acme.example', 'name:acme rockets|'],
      name: 'Acme Rockets, Inc.',
    });
    expect(employers[0]?.positions.map((p) => p.title)).toEqual(['CTO', 'VP Engineering', 'Engineer']);
  });

  it.each([
    [{ linkedin_id: '1', slug: 's', domain: 'd.example', country: 'US' }, 'linkedin:1'],
    [{ slug: 's', domain: 'd.example', country: 'US' }, 'slug:s'],
    [{ domain: 'd.example', country: 'US' }, 'domain:d.example'],
    [{ country: 'US' }, 'name:acme|us'],
  ])('uses the most reliable identifier of %j', (ref, key) => {
    expect(employersOf([job('Acme', ref)])[0]?.key).toBe(key);
  });

  it('separates employers of one name when an identifier or the country differs', () => {
    expect(
      employersOf([job('Delta', { domain: 'delta.example' }), job('Delta', { domain: 'delta.test' })]),
    ).toHaveLength(2);
    expect(employersOf([job('Delta', { country: 'US' }), job('Delta', { country: 'DE' })])).toHaveLength(2);
  });

  it('separates employers whose names differ by a word that is a legal form only elsewhere', () => {
    expect(employersOf([job('Clay County Electric'), job('Clay County Electric Cooperative')])).toHaveLength(2);
  });

  it('joins a renamed employer by its identifier', () => {
    expect(employersOf([job('New Name', { slug: 'acme' }), job('Old Name', { slug: 'acme' })])).toHaveLength(1);
  });

  it('omits names that stand for no employer', () => {
    expect(employersOf([job('Freelance'), job('Acme'), job('Self-employed', { linkedin_id: '9' })])).toHaveLength(1);
  });
});

describe('isPseudoEmployer', () => {
  it.each([
    'Freelance',
    'Freelance Consultant',
    'Self-Employed',
    'Stealth Mode Startup',
    'Stealth',
    'Confidential',
    'Seeking new opportunities',
    'Career Break',
    'Various',
    'Various clients',
    'N/A',
    '-',
    'Freiberuflich',
    'Selbstständig',
    'Elternzeit',
    'Diverse Unternehmen',
    'Indépendante',
    'Auto-entrepreneur',
    "En recherche d'emploi",
    'Autónomo',
    'Por cuenta propia',
    'Confidencial',
    'Varias empresas',
    'Autônomo',
    'Profissional liberal',
    'Em busca de recolocação',
  ])('%s stands for no employer', (name) => expect(isPseudoEmployer(name)).toBe(true));

  it.each([
    'Freelancer.com',
    'The Independent',
    'Stealth Monitoring',
    'Variety',
    'Selbst AG',
    'Confidential Records',
    'Recherche Group',
  ])('%s is an employer', (name) => expect(isPseudoEmployer(name)).toBe(false));
});

describe('companyRefFromUrl', () => {
  it.each([
    ['https://www.linkedin.com/company/1441/', { linkedin_id: '1441' }],
    ['linkedin.com/company/acme-rockets', { slug: 'acme-rockets' }],
    ['https://www.acme.co.uk/about', { domain: 'acme.co.uk' }],
    ['acme.com', { domain: 'acme.com' }],
    ['https://acme.github.io/', { domain: 'acme.github.io' }],
    ['https://www.facebook.com/', { domain: 'facebook.com' }],
    ['https://www.facebook.com/acme', {}],
    ['https://www.linkedin.com/search/results/all/?keywords=Acme', {}],
    ['ftp://acme.com', {}],
    ['http://127.0.0.1/', {}],
    ['', {}],
    [null, {}],
  ])('reads %s', (url, ref) => expect(companyRefFromUrl(url)).toEqual({ ...NO_COMPANY_REF, ...ref }));
});
