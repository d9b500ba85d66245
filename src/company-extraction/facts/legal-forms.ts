import { GLEIF_FORMS } from './gleif-forms.js';

/**
 * Legal forms by country, as they stand at the end (or, in some languages, at the beginning) of a company's name, in
 * the folded spelling of `foldName`: lower case, no diacritics, single letters with dots joined (`S.A.` is `sa`).
 * These are the spelled-out and transliterated forms that GLEIF's list of abbreviations lacks, and the commonest ones.
 */
const FORMS_BY_COUNTRY: Readonly<Record<string, readonly string[]>> = {
  US: ['inc', 'incorporated', 'corp', 'corporation', 'co', 'company', 'llc', 'llp', 'lp', 'pllc', 'pc', 'ltd'],
  GB: ['ltd', 'limited', 'plc', 'llp', 'public limited company', 'cic'],
  CA: ['ltee', 'limitee', 'inc', 'ulc'],
  DE: [
    'gmbh',
    'ag',
    'se',
    'kg',
    'ohg',
    'ug',
    'ug haftungsbeschrankt',
    'kgaa',
    'gmbh and co kg',
    'ag and co kg',
    'ev',
    'eg',
    'mbh',
  ],
  AT: ['gesmbh', 'ges mbh', 'gmbh'],
  CH: ['ag', 'sa', 'sagl', 'gmbh'],
  FR: ['sa', 'sas', 'sasu', 'sarl', 'snc', 'eurl', 'sca', 'societe anonyme'],
  IT: ['spa', 'srl', 'srls', 'snc', 'sapa'],
  NL: ['bv', 'nv', 'cv', 'vof'],
  BE: ['sprl', 'bvba', 'nv', 'sa'],
  SE: ['ab', 'aktiebolag', 'publ'],
  NO: ['as', 'asa', 'ans'],
  DK: ['as', 'aps', 'ivs'],
  FI: ['oy', 'oyj', 'abp', 'oy ab'],
  ES: ['sa', 'sl', 'slu', 'sau', 'sociedad anonima', 'sociedad limitada'],
  PT: ['lda', 'sa', 'unipessoal lda'],
  MX: ['sa de cv', 'sab de cv', 's de rl de cv', 'sapi de cv', 'sab', 'sapi'],
  BR: ['ltda', 'sa', 'eireli', 'me'],
  AR: ['sa', 'srl', 'sau'],
  AU: ['pty ltd', 'pty limited', 'pty', 'ltd'],
  NZ: ['ltd', 'limited'],
  IN: ['pvt ltd', 'private limited', 'pvt', 'ltd', 'opc private limited'],
  SG: ['pte ltd', 'pte', 'private limited'],
  MY: ['sdn bhd', 'bhd'],
  ID: ['tbk'],
  ZA: ['pty ltd', 'soc ltd'],
  JP: ['kk', 'kabushiki kaisha', 'kabushiki gaisha', 'gk', 'co ltd'],
  CN: ['co ltd', 'company limited'],
  PL: ['sp z oo', 'spolka z oo', 'spolka akcyjna', 'sp k', 'sa'],
  CZ: ['sro', 'as', 'spol s ro'],
  SK: ['sro', 'as'],
  HU: ['kft', 'zrt', 'nyrt', 'bt', 'rt'],
  RO: ['srl', 'sa'],
  SI: ['doo', 'dd'],
  HR: ['doo', 'dd'],
  RS: ['doo', 'ad'],
  TR: ['as', 'anonim sirketi', 'ltd sti', 'limited sirketi'],
  RU: ['ooo', 'ооо', 'oao', 'оао', 'pao', 'пао', 'zao', 'зао', 'ао', 'ojsc', 'pjsc', 'jsc'],
  UA: ['тов', 'tov', 'пат', 'прат'],
  EE: ['ou', 'as'],
  LV: ['sia'],
  LT: ['uab', 'ab'],
  LU: ['sarl', 'sa', 'scsp'],
  IE: ['ltd', 'dac', 'plc', 'limited'],
};

/**
 * Forms written in front of the name (`ООО Ромашка`, `UAB Teltonika`). `PT` and `CV` are initials as well: they are forms
 * where two more words follow (`PT Astra International`).
 */
const LEADING_FORMS: readonly string[] = [
  'ооо', 'оао', 'пао', 'зао', 'ао', 'нао', 'одо', 'чуп', 'тоо', 'ооо нпп', 'ooo', 'oao', 'pao', 'zao', 'тов', 'тдв', 'пат', 'прат', 'uab', 'sia', 'mb', 'vsi',
]; // prettier-ignore
export const LEADING_BEFORE_TWO_WORDS: ReadonlySet<string> = new Set(['pt', 'cv']);

/** East Asian forms, which stand before or after the name without a space. */
export const UNSPACED_FORMS: readonly string[] = [
  '股份有限公司',
  '有限責任公司',
  '有限责任公司',
  '株式会社',
  '有限会社',
  '合同会社',
  '有限公司',
  '주식회사',
  '無限公司',
  '无限公司',
  '合資会社',
  '合名会社',
  '一般社団法人',
  '一般財団法人',
  '유한회사',
  '유한책임회사',
  '(株)',
  '㈱',
  '(有)',
  '(資)',
  '(合)',
  '(名)',
  '(주)',
  '(유)',
];

/** Words of the longest form that is looked for at the end of a name. */
export const MAX_FORM_WORDS = 12;

/** The trailing forms of all countries, as words: `sp z oo`. */
export const TRAILING_FORMS: ReadonlySet<string> = new Set([...GLEIF_FORMS, ...Object.values(FORMS_BY_COUNTRY).flat()]);
/** The same without spaces: `spzoo`. */
export const COMPACT_FORMS: ReadonlySet<string> = new Set([...TRAILING_FORMS].map((form) => form.replaceAll(' ', '')));

export const LEADING_FORM_WORDS: ReadonlySet<string> = new Set(LEADING_FORMS);
