import { GLEIF_FORMS, PRINTED_GLEIF_FORMS, WORD_GLEIF_FORMS } from './gleif-forms.js';

/**
 * Legal forms by country, as they stand at the end (or, in some languages, at the beginning) of a company's name, in
 * the folded spelling of `foldName`: lower case, no diacritics, single letters with dots joined (`S.A.` is `sa`).
 * These are the spelled-out and transliterated forms that GLEIF's list of abbreviations lacks, the commonest ones, and
 * all of one Latin word of at most four letters that are taken: GLEIF's others of that length are ordinary words as
 * often (`up`, `zoo`).
 */
export const FORMS_BY_COUNTRY: Readonly<Record<string, readonly string[]>> = {
  US: [
    'inc',
    'incorporated',
    'corp',
    'corporation',
    'co',
    'company',
    'llc',
    'llp',
    'lp',
    'pllc',
    'pc',
    'ltd',
    'lllp',
    'rllp',
    'pllp',
    'pbc',
    'l3c',
    'lc',
  ],
  GB: ['ltd', 'limited', 'plc', 'llp', 'public limited company', 'cic', 'eeig', 'cyf', 'cyfyngedig'],
  CA: ['ltee', 'limitee', 'inc', 'ulc', 'senc'],
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
    'ek',
    'gbr',
    'ewiv',
  ],
  AT: ['gesmbh', 'ges mbh', 'gmbh', 'og', 'keg'],
  CH: ['ag', 'sa', 'sagl', 'gmbh'],
  GR: ['αε', 'επε', 'οε', 'epe'],
  FR: ['scop', 'sa', 'sas', 'sasu', 'sarl', 'snc', 'eurl', 'sca', 'scs', 'sci', 'scp', 'gie', 'societe anonyme'],
  IT: ['spa', 'srl', 'srls', 'snc', 'sapa', 'scpa', 'scrl'],
  NL: ['bv', 'nv', 'cv', 'vof'],
  BE: ['sprl', 'bvba', 'nv', 'sa', 'asbl', 'vzw', 'ivzw', 'cvba', 'scrl', 'sce'],
  SE: ['ab', 'aktiebolag', 'publ', 'hb', 'kb'],
  NO: ['as', 'asa', 'ans', 'enk', 'nuf', 'ks'],
  IS: ['ehf', 'hf', 'slf', 'slhf'],
  DK: ['as', 'aps', 'ivs', 'ks', 'amba', 'smba', 'fmba'],
  FI: ['ky', 'oy', 'oyj', 'abp', 'oy ab'],
  ES: ['sa', 'sl', 'slu', 'sau', 'sll', 'slne', 'slp', 'aie', 'sociedad anonima', 'sociedad limitada'],
  PT: ['lda', 'sa', 'unipessoal lda'],
  MX: ['sa de cv', 'sab de cv', 's de rl de cv', 'sapi de cv', 'sab', 'sapi'],
  BR: ['ltda', 'sa', 'eireli', 'me'],
  AR: ['sa', 'srl', 'sau'],
  PE: ['sa', 'saa', 'sac', 'srl', 'eirl'],
  AU: ['pty ltd', 'pty limited', 'pty', 'ltd'],
  NZ: ['ltd', 'limited'],
  IN: ['pvt ltd', 'private limited', 'pvt', 'ltd', 'opc private limited'],
  SG: ['pte ltd', 'pte', 'private limited'],
  MY: ['sdn bhd', 'bhd'],
  ID: ['tbk'],
  ZA: ['pty ltd', 'soc ltd'],
  JP: ['kk', 'kabushiki kaisha', 'kabushiki gaisha', 'gk', 'co ltd'],
  CN: ['co ltd', 'company limited'],
  PL: ['sp z oo', 'spolka z oo', 'spolka akcyjna', 'sp k', 'sa', 'ska'],
  CZ: ['sro', 'as', 'spol s ro'],
  SK: ['sro', 'as'],
  HU: ['kft', 'zrt', 'nyrt', 'bt', 'rt', 'kht', 'kkt', 'hsz'],
  RO: ['srl', 'sa'],
  SI: ['doo', 'dd'],
  HR: ['doo', 'dd', 'jdoo'],
  BG: ['ad', 'ead', 'ood', 'eood'],
  AL: ['shpk'],
  RS: ['doo', 'ad'],
  TR: [
    'tic as',
    'tic ltd sti',
    'san ve tic as',
    'san ve tic ltd sti',
    'as',
    'anonim sirketi',
    'ltd sti',
    'limited sirketi',
  ],
  RU: ['cjsc', 'ooo', 'ооо', 'oao', 'оао', 'pao', 'пао', 'zao', 'зао', 'ао', 'ojsc', 'pjsc', 'jsc'],
  UA: ['тов', 'tov', 'пат', 'прат'],
  EE: ['ou', 'as', 'mtu'],
  LV: ['sia'],
  LT: ['uab', 'ab'],
  LU: ['sarl', 'sa', 'scsp', 'secs'],
  IE: ['ltd', 'dac', 'plc', 'clg', 'limited'],
};

/**
 * Forms written in front of the name (`ООО Ромашка`, `UAB Teltonika`). `PT`, `CV`, `MB` and `VSI` are initials as well:
 * they are forms where two more words follow (`PT Astra International`).
 */
const LEADING_FORMS: readonly string[] = [
  'ооо', 'оао', 'пао', 'зао', 'ао', 'нао', 'одо', 'чуп', 'тоо', 'ооо нпп', 'ooo', 'oao', 'pao', 'zao', 'тов', 'тдв', 'пат', 'прат', 'uab', 'sia',
]; // prettier-ignore
export const LEADING_BEFORE_TWO_WORDS: ReadonlySet<string> = new Set(['pt', 'cv', 'mb', 'vsi']);

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
  '㈜',
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

/** Rare forms of one to four letters, as they are printed: `GEIE`, `gAG`, `osk`. */
export const PRINTED_SHORT_FORMS: ReadonlySet<string> = new Set(PRINTED_GLEIF_FORMS);

/** Ordinary words that are a form where two words of the name stand before them. */
export const WORD_FORMS: ReadonlySet<string> = new Set(WORD_GLEIF_FORMS);

export const LEADING_FORM_WORDS: ReadonlySet<string> = new Set(LEADING_FORMS);

/**
 * Forms that follow a name, as they are printed, as sources of regular expressions: a page is searched for them. Each
 * is a trailing form, too (legal-forms.spec.ts), so that a name found by its form is compared without it.
 */
export const PRINTED_FORMS: readonly string[] = [
  'GmbH\\s?&\\s?Co\\.?\\s?(?:KG(?:aA)?|OHG)', 'AG\\s?&\\s?Co\\.?\\s?(?:KG|KGaA)', 'UG\\s?\\(haftungsbeschränkt\\)', 'gGmbH', 'GmbH', 'mbH', 'GesmbH', 'Ges\\.m\\.b\\.H\\.', 'AG', 'KGaA', 'KG', 'OHG', 'GbR', 'e\\.\\s?K\\.', 'e\\.\\s?V\\.', 'e\\.?\\s?G\\.', 'SE', 'eG', 'SCE',
  'Incorporated', 'Inc\\.?', 'Corporation', 'Corp\\.?', 'Company', 'Co\\.,?\\s?Ltd\\.?', 'Co\\.,?\\s?Inc\\.?', 'Pty\\.?\\s?(?:Limited|Ltd\\.?)', '\\(?Pvt\\.?\\)?\\s?(?:Limited|Ltd\\.?)', 'Private Limited', 'Pte\\.?\\s?Ltd\\.?', 'PTE\\.?\\s?LTD\\.?', 'K\\.K\\.', 'KK', 'Sdn\\.?\\s?Bhd\\.?', 'Limited', 'Ltd\\.?', 'L\\.?L\\.?C\\.?', 'L\\.?L\\.?P\\.?', 'P\\.?L\\.?C\\.?', 'PLLC', 'P\\.C\\.', 'P\\.A\\.', 'N\\.A\\.', 'LP', 'L\\.P\\.', 'CIC', 'Co\\.',
  'S\\.?A\\.?S\\.?U?', 'S\\.?A\\.?R\\.?L\\.?', 'Sàrl', 'Sarl', 'S\\.A\\. de C\\.V\\.', 'S\\.?A\\.?B\\.? de C\\.?V\\.?', 'S\\. de R\\.L\\. de C\\.V\\.', 'S\\.A\\.', 'SA', 'EURL', 'SNC', 'SCI', 'SCOP', 'SRL', 'S\\.R\\.L\\.', 'S\\.?r\\.?l\\.?s?', 'S\\.?p\\.?A\\.?', 'S\\.?n\\.?c\\.?', 'S\\.?a\\.?s\\.?', 'Soc\\. ?Coop\\.?', 'S\\.?L\\.?U?\\.?', 'S\\.?C\\.?', 'Ltda\\.?', 'LTDA', 'S\\/A', 'Lda\\.?', 'EIRELI', 'Unipessoal Lda', 'E\\.I\\.R\\.L\\.',
  'B\\.?V\\.?(?:BA)?', 'BVBA', 'N\\.?V\\.?', 'V\\.?O\\.?F\\.?', 'CVBA', 'SPRL', 'ASBL', 'VZW', 'AB', 'HB', 'ASA', 'AS', 'A\\/S', 'ApS', 'I\\/S', 'K\\/S', 'Oyj', 'Oy', 'Ky', 'OÜ', 'SIA', 'UAB', 'ehf\\.?', 'hf\\.?',
  'Sp\\.\\s?z\\s?o\\.\\s?o\\.(?:\\s?Sp\\.\\s?k\\.)?', 'sp\\.\\s?z\\s?o\\.\\s?o\\.', 'Spółka z o\\.\\s?o\\.', 'Sp\\.\\s?j\\.', 'Sp\\.\\s?k\\.', 's\\.c\\.', 's\\.\\s?r\\.\\s?o\\.', 'a\\.\\s?s\\.', 'v\\.o\\.s\\.', 'spol\\. s r\\.\\s?o\\.', 'Kft\\.?', 'Zrt\\.?', 'Nyrt\\.?', 'Bt\\.?', 'd\\.\\s?o\\.\\s?o\\.', 'd\\.\\s?d\\.', 'ООД', 'ЕООД', 'АД', 'ΑΕ', 'Α\\.Ε\\.', 'ΕΠΕ', 'Ο\\.Ε\\.', 'A\\.Ş\\.', 'Ltd\\. Şti\\.', 'Tic\\. Ltd\\. Şti\\.', 'San\\. ve Tic\\. (?:A\\.Ş\\.|Ltd\\. Şti\\.)', 'Tbk', 'JSC', 'OJSC', 'CJSC',
]; // prettier-ignore
