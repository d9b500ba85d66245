/** Classes (P31) that make an entity a company or another organisation that trades. */
export const BUSINESS_CLASSES: ReadonlySet<string> = new Set([
  'Q4830453', // business
  'Q783794', // company
  'Q6881511', // enterprise
  'Q891723', // public company
  'Q167037', // corporation
  'Q43229', // organization
  'Q5621421', // private company
  'Q1589009', // privately held company
  'Q270791', // state-owned enterprise
  'Q161726', // multinational corporation
  'Q778575', // conglomerate
  'Q219577', // holding company
  'Q18388277', // technology company
  'Q1058914', // software company
  'Q507619', // retail chain
  'Q22687', // bank
  'Q46970', // airline
  'Q786820', // automobile manufacturer
  'Q18558478', // restaurant chain
  'Q431289', // brand
  'Q2085381', // publisher
  'Q180846', // supermarket
  'Q658255', // subsidiary
  'Q4387609', // architectural firm
  'Q19644607', // pharmaceutical company
]);

/** Classes that are never a company; an entity with one of them and no business class is rejected. */
export const OTHER_CLASSES: ReadonlySet<string> = new Set([
  'Q5', // human
  'Q4167410', // disambiguation page
  'Q4167836', // category
  'Q13406463', // list article
  'Q101352', // family name
  'Q202444', // given name
  'Q11424', // film
  'Q5398426', // television series
  'Q21191270', // television series episode
  'Q482994', // album
  'Q134556', // single
  'Q7366', // song
  'Q105543609', // musical work
  'Q215380', // musical group
  'Q571', // book
  'Q7725634', // literary work
  'Q47461344', // written work
  'Q13442814', // scholarly article
  'Q3305213', // painting
  'Q7889', // video game
  'Q16521', // taxon
  'Q515', // city
  'Q1549591', // big city
  'Q486972', // human settlement
  'Q3957', // town
  'Q532', // village
  'Q6256', // country
  'Q4022', // river
  'Q8502', // mountain
  'Q23442', // island
  'Q95074', // fictional character
  'Q3331189', // edition
]);

/** Countries as ISO 3166-1 alpha-2 by QID; others are recognised by their label. */
export const COUNTRY_ITEMS: ReadonlyMap<string, string> = new Map(
  (
    'Q16 CA|Q17 JP|Q20 NO|Q27 IE|Q28 HU|Q29 ES|Q30 US|Q31 BE|Q32 LU|Q33 FI|Q34 SE|Q35 DK|Q36 PL|Q37 LT|Q38 IT|Q39 CH|Q40 AT|Q41 GR|Q43 TR|Q45 PT|' +
    'Q55 NL|Q77 UY|Q79 EG|Q96 MX|Q114 KE|Q142 FR|Q145 GB|Q148 CN|Q155 BR|Q159 RU|Q183 DE|Q189 IS|Q191 EE|Q211 LV|Q212 UA|Q213 CZ|Q214 SK|Q215 SI|' +
    'Q218 RO|Q219 BG|Q224 HR|Q252 ID|Q258 ZA|Q298 CL|Q334 SG|Q408 AU|Q414 AR|Q419 PE|Q664 NZ|Q668 IN|Q739 CO|Q801 IL|Q833 MY|Q843 PK|Q851 SA|' +
    'Q865 TW|Q869 TH|Q878 AE|Q881 VN|Q884 KR|Q902 BD|Q928 PH|Q1033 NG|Q8646 HK|Q29999 NL'
  )
    .split('|')
    .map((entry): [string, string] => {
      const [item = '', code = ''] = entry.split(' ');
      return [item, code];
    }),
);

/** Currencies by the QID of the unit; other units are looked up by their ISO 4217 code (P498). */
export const CURRENCY_ITEMS: ReadonlyMap<string, string> = new Map([
  ['Q4917', 'USD'],
  ['Q4916', 'EUR'],
]);
