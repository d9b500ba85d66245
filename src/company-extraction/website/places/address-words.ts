/** Words and patterns that distinguish addresses from other text, in the languages business sites are written in. */

const ENGLISH =
  'street|st|avenue|ave|av|road|rd|boulevard|blvd|drive|dr|lane|ln|way|court|ct|plaza|place|pl|square|sq|highway|hwy|parkway|pkwy|circle|cir|terrace|ter|trail|trl|broadway|crescent|cres|close|row|mews|gardens|grove|park|wharf|quay|embankment|pike|turnpike|expressway|expwy|freeway|loop|alley|commons|crossing|bypass|esplanade|parade|walk|hill|heights|rise|view|green|centre|center|route|rte|fm|mall|alameda|camino|paseo|calle|bldg|building';

/** Kinds of street capitalised and in capitals; the unambiguous ones also in lower case. */
const KINDS = `${[...ENGLISH.split('|').flatMap((word) => [word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()])].join('|')}|street|avenue|road|boulevard|drive|lane`;

/** House number first, kind of street in or after the name: `1723 North Halsted`, `12 bis, rue de la Paix`. */
const NUMBER_FIRST = new RegExp(
  `(?:^|[\\s,(:–-])(?:no\\.?\\s?)?\\d{1,6}(?:\\s?[-–/&]\\s?\\d{1,5})?[A-Za-z]?,?\\s(?:bis\\s|ter\\s|½\\s)?(?:[\\p{Lu}\\d][\\p{L}\\d.'’#&-]{0,24},?\\s){0,5}(?:${KINDS})(?![\\p{L}])`,
  'u',
);
const FRENCH =
  /\d{1,4}(?:\s?[-/]\s?\d{1,4})?\s?(?:bis|ter|[A-D])?\s?,?\s(?:rue|avenue|av\.?|boulevard|b(?:oulevar)?d\.?|place|pl\.|chemin|ch\.|route|rte|all[ée]es?|quai|impasse|cours|square|passage|faubourg|fg|esplanade|promenade|rond-point|sentier|villa|cité|parvis|mail|carrer)\s/iu;
/** Kind of street joined with the name: `Hauptstraße 5`, `Storgatan 12`, `Keizersgracht 241`. */
const GERMANIC =
  /\p{L}[\p{L}.'’-]{1,30}(?:stra(?:ß|ss)e|str\.?|weg|platz|allee|gasse|ring|damm|ufer|hof|markt|chaussee|graben|steig|berg|park|tor|straat|laan|plein|kade|gracht|singel|dijk|steenweg|markt|lei|gatan|gata|vägen|gränd|torget|torg|vej|gade|veien|vegen|gate|allé|plads|plass|stræde|katu|tie|kuja|polku|tori|ranta|väylä|puisto|kaari)\s(?:nr\.?\s?)?\d{1,4}/iu;
const SEPARATE_GERMANIC =
  /(?:^|[\s,(])(?:\p{L}[\p{L}.'’-]{1,25}[\s-]){1,4}(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|ring|damm|ufer|straat|laan|plein|gatan|vägen|gade|vej|gate|vei|katu|tie|utca|út|útja|tér|körút|krt\.?|sétány|u\.|ulica|cesta|trg|ulice|třída|náměstí|nám\.?|nábřeží|námestie|iela|bulvāris|gatvė|g\.|pr\.|tänav|tn|pst|mnt|caddesi|cad\.?|sokak|sokağı|sok\.?|bulvarı|blv\.?|mahallesi|mah\.?)\s{0,2}(?:no:?|nr\.?)?\s?\d{1,4}/iu;
/** Kind of street first, number last: `Via Roma 12`, `ul. Długa 3`, `ул. Ленина, д. 5`. */
const KIND_FIRST =
  /(?:^|[\s,(:;–-])(?:via|viale|v\.le|piazza|p\.?zza|piazzale|corso|c\.so|largo|vicolo|strada|str\.|contrada|lungo\p{L}{2,12}|loc(?:alità|\.)|calle|c\/|cl\.|avda\.?|avenida|av\.?|paseo|p[ºo]\.?|plaza|pza\.?|pl\.|carrer|passeig|rambla|ronda|camino|cami|ctra\.?|carretera|travess[ei]ra|glorieta|pol(?:í|i)gono|pol\.|jr\.|jirón|carrera|cra\.?|kra\.?|transversal|diagonal|rua|r\.|praça|travessa|estrada|rodovia|rod\.|alameda|quinta|calea|bulevardul|bd\.|b-dul|șoseaua|șos\.|aleea|splaiul|ul\.?|ulica|ulice|al\.|aleja|aleje|alei|pl\.|plac|os\.|osiedle|rondo|bulevar|trg|ул\.?|улица|пр\.|пр-т\.?|просп\.?|проспект|пер\.?|переулок|наб\.?|набережная|шоссе|ш\.|бул\.?|бульвар|пл\.?|площадь|проезд|пр-д|тракт|линия|мкр\.?|микрорайон|вул\.?|вулиця|провулок|вуліца|οδός|λεωφ(?:όρος|\.)?|πλατεία|rruga|jalan|jl\.?|rue|avenue|boulevard|chaussée|quai|place|chemin|route)\s?\p{L}?[^\n;|]{1,60}?\d{1,4}/iu;
const POST_BOX =
  /(?:p\.?\s?o\.?\s?box|post(?:office)?\s?box|postfach|bo[iî]te postale|b\.?p\.?|apartado(?: de correos)?|apdo\.?|casella postale|caixa postal|skrytka pocztowa|postboks|postbox|pb|postbus|а\/я|p\.?\s?o\.?\s?bag|private bag|gpo box|locked bag)\s{0,2}(?:no\.?\s?)?\d{1,7}/iu;
const EAST_ASIAN =
  /(?:\p{Script=Han}|\p{Script=Katakana}|\p{Script=Hiragana}|ー|\d|[０-９-]){2,40}(?:丁目|番地|番\d|\d番|号|號|路|街|大道|巷|段)|\p{Script=Han}{1,10}\d{1,4}[-−‐ー]\d{1,3}(?:[-−‐ー]\d{1,4})?|\p{Script=Hangul}{1,12}(?:로|길)\s?\d{1,4}/u;

const STREETS: readonly RegExp[] = [
  NUMBER_FIRST,
  FRENCH,
  GERMANIC,
  SEPARATE_GERMANIC,
  KIND_FIRST,
  POST_BOX,
  EAST_ASIAN,
];

const MAX_STREET_LINE = 160;

/**
 * Phone numbers, hours, extensions, e-mail addresses and URLs: a line with these next to its digits is not a street.
 */
const NOT_A_STREET =
  /@|www\.|https?:|\d{3}[-. )]{1,2}\d{4}(?!\d)|\d\s?[ap]\.?m\b|\bext(?:ension|\.)?\s?\d|\d{1,2}:\d{2}|[%€$£]|©/i;

/** Whether a text contains a street with its number, or a post box. Reads at most 160 characters. */
export function hasStreet(text: string): boolean {
  const line = text.slice(0, MAX_STREET_LINE);
  return (
    /[\d０-９]/.test(line) &&
    STREETS.some((pattern) => pattern.test(line)) &&
    !(NOT_A_STREET.test(line) && !keepsStreet(line))
  );
}

/** Whether a line with a phone number after a street still counts: then the part before it contains only the street. */
function keepsStreet(line: string): boolean {
  return line
    .split(/\s*[|•·;◊♦]\s*|\s[–—-]\s|,\s|\s(?=(?:tel|phone|fax|t:|ph))/i)
    .some((part) => !NOT_A_STREET.test(part) && /\d/.test(part) && STREETS.some((pattern) => pattern.test(part)));
}

const MAX_LONE_WORDS = 9;
/**
 * Dates, hours (`24h`, `8 h`, but not `12 H Street`), initials before a bracket, and a word with a year that is no
 * street's.
 */
const NO_LONE_STREET =
  /\d{1,2}\/\d{1,2}\/\d{2}|\b\d{1,2}(?:h|\s?hours?|\sh(?!\s\p{L}{2}))\b|^(?!\p{L}*(?:stra(?:ß|ss)e|weg|gasse|platz|allee|gatan|straat|laan) )\p{L}+ (?:19|20)\d\d$|^(?:\p{L}\.){3,} ?\(|^[([]/iu;

/** Whether a line that nothing else says to be an address is a street: short, and without what else has numbers. */
export const isLoneStreet = (line: string): boolean =>
  line.split(/\s+/).length <= MAX_LONE_WORDS && !NO_LONE_STREET.test(line);

const LABEL_FIRST =
  /^(?:tel|fax|phone|mobile|call|ext|press|copyright|spring|summer|fall|winter|autumn|version|page|seite|step|chapter|release|unit|suite|floor|room|level|top|since|seit|depuis|desde|from|dial|article|art|section|model|part|vol|volume|no|nr|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)(?!\p{L})/iu;

/** Whether a text is only a name with a house number, which counts as a street next to a postcode. */
export function isStreetShaped(text: string): boolean {
  const line = text.trim();
  if (line.length < 4 || line.length > 70 || NOT_A_STREET.test(line) || LABEL_FIRST.test(line) || /[!?]/.test(line))
    return false;
  return (
    /^\p{Lu}[\p{L}\p{M}.,'’ \-/]{2,50}\s\d{1,4}(?:\s?[-–/]\s?\d{1,4})?\s?\p{L}?(?:\s?,.{1,20})?$/u.test(line) ||
    /^\d{1,6}[A-Za-z]?,?\s\p{Lu}[\p{L}\p{M}\d.,'’# -]{2,55}$/u.test(line)
  );
}

/** Floors, suites, buildings: a line that continues a street. */
export const UNIT_LINE =
  /^(?:(?:suite|ste|unit|floor|fl|level|room|rm|apt|apartment|building|bldg|block|tower|house|dept|mail ?(?:code|stop)|shop|office|étage|bâtiment|bât|piso|planta|edificio|oficina|local|nave|andar|sala|bloco|piano|int|etage|geschoss|og|haus|gebäude|lok|kat|daire|офис|оф|корп|корпус|стр|строение|этаж|помещение|пом|кв)\.?\s?#?[\p{L}\d]|#\s?\d|\d{1,3}(?:st|nd|rd|th|er|e|ème|º|ª|\.)\s(?:floor|étage|etage|piso|planta|stock|og|kat|kerros)|(?:first|second|third|fourth|fifth|ground) floor)/iu;

/** Labels that announce an address. */
export const ADDRESS_LABEL =
  /(?:address|location|adresse|anschrift|sitz|standort|direcci[oó]n|domicilio|indirizzo|sede|endere[çc]o|morada|adres|siedziba|adresa|sídlo|cím|székhely|adress|osoite|aadress|adrese|adresas|адрес|адреса|διεύθυνση|住所|所在地|本社|地址|주소|כתובת|العنوان|ที่อยู่|địa chỉ|alamat|headquarter|head office|hq|visit us|postal|mailing|besuch|bezoek|besøg|besök|siège)/iu;

/** Words that follow numbers and are not towns, so that `5000 Kunden` is not read as an address. */
export const NOT_A_CITY = new Set(
  'uhr euro eur usd gbp chf kunden mitarbeiter mitarbeiterinnen jahre jahren tage stunden minuten prozent artikel produkte personen teilnehmer customers employees people years days hours minutes products items users members clients pages results views square feet sq ft miles km meter metres meters personnes clients ans jours heures employés salariés produits personas clientes años días horas empleados productos dipendenti clienti anni ore giorni persone osób klientów lat dni godzin pracowników produktów january february march april may june july august september october november december januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre gennaio febbraio maggio giugno luglio settembre ottobre dicembre monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun am pm tel fax phone telefon copyright all rights reserved inc ltd llc gmbh ag by the and for'.split(
    ' ',
  ),
);
