import { parseUrl } from '../../../platform/addresses/parse-url.js';
import { TextLine } from '../tree/page-text.js';

const PARKED =
  /\b(?:(?:this |the )?domain(?: name)?(?: \S{3,80})? (?:is|may be|has been|could be)(?: currently| now| available)? (?:for sale|parked|parked free|available for purchase|registered|expired|reserved)|buy this domain|domain(?: name)? (?:for sale|parking)|parked (?:free|domain|page)|is for sale!|make an offer on this domain|website coming soon|site (?:is )?under construction|future home of something|account (?:has been )?suspended|default (?:web ?site|server|index) page|welcome to nginx|apache2? (?:\w+ )?default page|it works!|index of \/|diese domain (?:steht zum verkauf|ist (?:noch nicht|bereits|derzeit)|wurde)|domain zu verkaufen|hier entsteht (?:eine )?(?:neue )?(?:internetpräsenz|website|homepage)|ce (?:nom de )?domaine (?:est à vendre|a été|est)|domaine à vendre|este dominio (?:está en venta|ha sido|está)|dominio (?:in vendita|registrato|parcheggiato)|questo dominio|deze domeinnaam|domein te koop|ta domena|domena (?:na sprzedaż|jest)|домен (?:продается|продаётся|припаркован|зарегистрирован)|このドメイン|ドメイン(?:は|の)|該網域|域名(?:出售|转让))/iu;
const STRONG =
  /buy this domain|domain(?: name)? (?:is )?for sale|parked (?:free|domain)|domain zu verkaufen|steht zum verkauf|domaine (?:est )?à vendre|dominio (?:está )?en venta|dominio in vendita|domein te koop|домен прода|welcome to nginx|apache2? (?:\w+ )?default page/iu;
const PARKING_HOSTS =
  /(?:sedoparking|parkingcrew|bodis|dan\.com|afternic|hugedomains|undeveloped|above\.com|parklogic|uniregistry|domainmarket|buydomains|sedo\.com)/i;

/** Minimum bytes of a home page with content; a contact page may be shorter. */
const MIN_BYTES = 512;

/**
 * Whether a page is a placeholder: for sale, parked, a server's default page, or empty. Never evidence for a company.
 */
export function isParked(html: string, title: string, lines: readonly TextLine[], finalUrl: string | null): boolean {
  const final = finalUrl === null ? null : parseUrl(finalUrl);
  if (final !== null && PARKING_HOSTS.test(final.hostname)) return true;
  if (STRONG.test(title.slice(0, 300))) return true;
  const text = lines
    .slice(0, 60)
    .map((line) => line.text.slice(0, 300))
    .join('\n');
  const isHome = final === null || final.pathname === '/';
  if (isHome && Buffer.byteLength(html) < MIN_BYTES && text.length < 60) return true;
  if (text.length < 3_000 && (PARKED.test(title.slice(0, 300)) || PARKED.test(text))) return true;
  return text.length < 6_000 && STRONG.test(text.slice(0, 1_500)) && PARKING_HOSTS.test(html.slice(0, 100_000));
}
