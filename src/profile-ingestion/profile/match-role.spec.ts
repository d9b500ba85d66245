import { leastProcessorMs } from '../../../test/support/processor-time.js';
import { isRoleMismatch, matchRole, titlesOf } from './match-role.js';
import type { Role } from './role-terms.js';

const now = (title: string, company: string | null = null) => ({ title, current: true, company });
const then = (title: string) => ({ title, current: false, company: null });
const matched = (role: Role, title: string) => matchRole(role, [now(title)]).match;

const EXACT: readonly (readonly [Role, string])[] = [
  ['CTO', 'CTO'],
  ['CTO', 'Chief Technology Officer'],
  ['CTO', 'Chief Technical Officer (m/f/d)'],
  ['CTO', 'Co-Founder & CTO'],
  ['CTO', 'CTO/CIO'],
  ['CTO', 'Global CTO at Acme'],
  ['CTO', 'Interim CTO | Board Member'],
  ['CTO', 'Fractional CTO'],
  ['CTO', 'Deputy Chief Technology Officer'],
  ['CTO', 'C.T.O.'],
  ['CTO', 'Chief Product & Technology Officer'],
  ['CTO', 'Chief Information and Technology Officer'],
  ['CTO', 'Former CFO, current CTO'],
  ['CTO', 'CTO (ex-Google)'],
  ['CTO', 'Appointed to the role of CTO'],
  ['CTO', 'Technischer Leiter'],
  ['CTO', 'Technische Geschäftsführerin'],
  ['CTO', 'Technischer Geschaeftsfuehrer'],
  ['CTO', 'Leiter:in Technik'],
  ['CTO', 'Vorstand Technologie'],
  ['CTO', 'Directeur technique'],
  ['CTO', 'Directrice de la technologie'],
  ['CTO', 'Director de Tecnología'],
  ['CTO', 'Directora Técnica'],
  ['CTO', 'Diretora de Tecnologia'],
  ['CTO', 'Diretor Técnico'],
  ['CIO', 'CIO'],
  ['CIO', 'Group Chief Information Officer'],
  ['CIO', 'Chief Digital & Information Officer'],
  ['CIO', 'CDIO'],
  ['CIO', 'Chief Information & Technology Officer'],
  ['CIO', 'Chief Information Officer, Capital Markets'],
  ['CIO', 'DSI'],
  ['CIO', "Directeur des systèmes d'information"],
  ['CIO', 'Directrice des SI'],
  ['CIO', "Directeur des technologies de l'information"],
  ['CIO', 'IT-Leiter'],
  ['CIO', 'Leiter IT'],
  ['CIO', 'Leiterin der IT'],
  ['CIO', 'Director de Sistemas'],
  ['CIO', 'Director de Tecnologías de la Información'],
  ['CIO', 'Diretor de Tecnologia da Informação'],
  ['CIO', 'Diretora de TI'],
  ['CISO', 'CISO'],
  ['CISO', 'vCISO'],
  ['CISO', 'Chief Information Security Officer'],
  ['CISO', 'Chief Security Officer'],
  ['CISO', 'Chief Cybersecurity Officer'],
  ['CISO', 'Chief Information Security & Privacy Officer'],
  ['CISO', 'VP & CSO, Cyber Security'],
  ['CISO', 'RSSI'],
  ['CISO', "Responsable de la sécurité des systèmes d'information"],
  ['CISO', 'Leiter Informationssicherheit'],
  ['CISO', 'Leiterin IT-Sicherheit'],
  ['CISO', 'Director de Seguridad de la Información'],
  ['CISO', 'Directora de Ciberseguridad'],
  ['CISO', 'Diretor de Segurança da Informação'],
];

const NEAR: readonly (readonly [Role, string])[] = [
  ['CTO', 'VP of Engineering'],
  ['CTO', 'Head of Technology'],
  ['CTO', 'SVP, Engineering | Vice President Engineering'],
  ['CTO', 'Field CTO'],
  ['CTO', 'Leiter Softwareentwicklung'],
  ['CIO', 'Head of IT'],
  ['CIO', 'IT Director'],
  ['CIO', 'Associate CIO'],
  ['CIO', 'Assistant Chief Information Officer'],
  ['CIO', 'Gerente de TI'],
  ['CISO', 'BISO'],
  ['CISO', 'Business Information Security Officer'],
  ['CISO', 'Head of Information Security'],
  ['CISO', 'Informationssicherheitsbeauftragter'],
];

const NONE: readonly (readonly [Role, string])[] = [
  ['CTO', 'Executive Assistant to the CTO'],
  ['CTO', 'Executive Assistant - CTO'],
  ['CTO', 'Chief of Staff, Office of the CTO'],
  ['CTO', 'Former CTO'],
  ['CTO', 'Ex-CTO of Acme'],
  ['CTO', 'Former Google CTO and investor'],
  ['CTO', 'CTO advisor'],
  ['CTO', 'Advisor to the CTO'],
  ['CTO', 'Aspiring CTO'],
  ['CTO', "CTO's office, program lead"],
  ['CTO', 'Chief Transformation Officer (CTO)'],
  ['CTO', 'Interventional Cardiologist, CTO operator'],
  ['CTO', 'Assistentin des CTO'],
  ['CTO', 'Ehemaliger CTO'],
  ['CTO', 'Ancien directeur technique'],
  ['CTO', 'Bras droit du directeur technique'],
  ['CTO', 'Director Técnico, Club Atlético (fútbol)'],
  ['CTO', 'Director de Tecnologías de la Información'],
  ['CTO', 'Head of Information Technology'],
  ['CTO', 'Victor Ctosky, Sales'],
  ['CIO', 'Chief Investment Officer'],
  ['CIO', 'CIO, Global Equities Fund'],
  ['CIO', 'Chief Innovation Officer (CIO)'],
  ['CIO', 'Chief Information Security Officer'],
  ['CIO', 'Leiter IT-Sicherheit'],
  ['CIO', 'Referent, Büro des CIO'],
  ['CISO', 'Chief Strategy Officer (CSO)'],
  ['CISO', 'CSO, Sustainability & Security of Supply'],
  ['CISO', 'CSO'],
  ['CISO', 'Security Guard'],
  ['CISO', 'CISO recruiter'],
];

describe('matchRole', () => {
  it.each(EXACT)('%s: %s is the role [S4-5]', (role, title) => expect(matched(role, title)).toBe('exact'));
  it.each(NEAR)('%s: %s is near the role [S4-5]', (role, title) => expect(matched(role, title)).toBe('near'));
  it.each(NONE)('%s: %s is not the role [S4-5]', (role, title) => expect(matched(role, title)).toBe('none'));

  it('prefers a current title to a past one, even when the current one is only near', () => {
    const match = matchRole('CTO', [then('CTO'), now('VP Engineering')]);
    expect(match).toEqual({ role: 'CTO', match: 'near', title: 'VP Engineering', current: true, confidence: 0.5 });
  });

  it('distinguishes a past role and reports a mismatch', () => {
    const match = matchRole('CIO', [now('Board Member'), then('Chief Information Officer')]);
    expect(match).toMatchObject({ match: 'exact', current: false, confidence: 0.57 });
    expect(isRoleMismatch(match)).toBe(true);
  });

  it('gives a CIO at an investment firm a low confidence', () => {
    expect(matchRole('CIO', [now('CIO', 'Redwood Capital Partners')]).match).toBe('near');
    expect(matchRole('CIO', [now('Chief Information Officer', 'Redwood Capital Partners')]).match).toBe('exact');
  });

  it('is none without titles', () => {
    expect(matchRole('CISO', [])).toEqual({ role: 'CISO', match: 'none', title: null, current: false, confidence: 0 });
  });

  it('is fast on hostile titles', () => {
    const fillers = ['chief ', 'director ', 'a and ', 'leiter it ', 'ex group '];
    const match = (filler: string) =>
      matchRole(
        'CTO',
        Array.from({ length: 60 }, () => now(filler.repeat(20_000))),
      );
    expect(leastProcessorMs(() => fillers.map(match), 2000)).toBeLessThan(2000);
  });
});

describe('titlesOf', () => {
  it('puts positions before the headline', () => {
    expect(titlesOf({ headline: 'Builder', experience: [] })).toEqual([
      { title: 'Builder', current: true, company: null },
    ]);
  });
});
