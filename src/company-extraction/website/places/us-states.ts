const NAMES: Readonly<Record<string, string>> = {
  alabama: 'AL', alaska: 'AK', arizona: 'AZ', arkansas: 'AR', california: 'CA', colorado: 'CO', connecticut: 'CT', delaware: 'DE', florida: 'FL', georgia: 'GA',
  hawaii: 'HI', idaho: 'ID', illinois: 'IL', indiana: 'IN', iowa: 'IA', kansas: 'KS', kentucky: 'KY', louisiana: 'LA', maine: 'ME', maryland: 'MD',
  massachusetts: 'MA', michigan: 'MI', minnesota: 'MN', mississippi: 'MS', missouri: 'MO', montana: 'MT', nebraska: 'NE', nevada: 'NV', 'new hampshire': 'NH',
  'new jersey': 'NJ', 'new mexico': 'NM', 'new york': 'NY', 'north carolina': 'NC', 'north dakota': 'ND', ohio: 'OH', oklahoma: 'OK', oregon: 'OR',
  pennsylvania: 'PA', 'rhode island': 'RI', 'south carolina': 'SC', 'south dakota': 'SD', tennessee: 'TN', texas: 'TX', utah: 'UT', vermont: 'VT',
  virginia: 'VA', washington: 'WA', 'west virginia': 'WV', wisconsin: 'WI', wyoming: 'WY', 'district of columbia': 'DC', 'puerto rico': 'PR',
}; // prettier-ignore

const CANADA: Readonly<Record<string, string>> = {
  alberta: 'AB', 'british columbia': 'BC', manitoba: 'MB', 'new brunswick': 'NB', newfoundland: 'NL', 'nova scotia': 'NS', ontario: 'ON', 'prince edward island': 'PE',
  quebec: 'QC', québec: 'QC', saskatchewan: 'SK', yukon: 'YT',
}; // prettier-ignore

const AUSTRALIA: Readonly<Record<string, string>> = {
  'new south wales': 'NSW', victoria: 'VIC', queensland: 'QLD', 'western australia': 'WA', 'south australia': 'SA', tasmania: 'TAS', 'northern territory': 'NT',
}; // prettier-ignore

const CODES = new Map<string, string>([
  ...Object.values(AUSTRALIA).map((code) => [code, 'AU'] as [string, string]),
  ['ACT', 'AU'],
  ...Object.values(CANADA).map((code) => [code, 'CA'] as [string, string]),
  ...Object.values(NAMES).map((code) => [code, 'US'] as [string, string]),
]);

const escape = (name: string): string => name.replaceAll(' ', '\\s');
const alternatives = (names: readonly string[]): string =>
  names
    .map(escape)
    .sort((a, b) => b.length - a.length)
    .join('|');

/** Source of a pattern for names and codes of US states, Canadian provinces and Australian states. */
export const STATE_PATTERN = `(?:${alternatives([...Object.keys(NAMES), ...Object.keys(CANADA), ...Object.keys(AUSTRALIA)].map((name) => name.replace(/(^|\s)\p{L}/gu, (letter) => letter.toUpperCase())))}|${[...CODES.keys()].join('|')}|Calif\\.?|Mass\\.?|Penna\\.?|Tex\\.?|Fla\\.?|Ill\\.?|Minn\\.?|Wash\\.?|Ont\\.?|Vic|Qld|Tas|D\\.C\\.|N\\.Y\\.|N\\.J\\.|B\\.C\\.)`;

/** Code and country of a state as written, e.g. `Illinois` → IL in US; null when it is not a state. */
export function stateOf(text: string): { readonly code: string; readonly country: string } | null {
  const plain = text.replace(/\./g, '').trim();
  const lower = plain.toLowerCase();
  const code =
    NAMES[lower] ??
    CANADA[lower] ??
    AUSTRALIA[lower] ??
    (
      {
        calif: 'CA',
        mass: 'MA',
        penna: 'PA',
        tex: 'TX',
        fla: 'FL',
        ill: 'IL',
        minn: 'MN',
        wash: 'WA',
        ont: 'ON',
      } as Record<string, string>
    )[lower] ??
    plain.toUpperCase();
  const country = lower in AUSTRALIA ? 'AU' : CODES.get(code);
  return country ? { code, country } : null;
}
