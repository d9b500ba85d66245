import { SocialAccount } from '../../facts/fact.js';
import { parseUrl } from '../../../platform/addresses/parse-url.js';

interface Network {
  readonly network: string;
  readonly host: RegExp;
  /** Paths that are accounts; other paths on the host are share buttons, posts or the network itself. */
  readonly account: RegExp;
}

const NOT_AN_ACCOUNT =
  'share|sharer|intent|home|login|signup|help|about|privacy|policies|terms|search|hashtag|explore|plugins|dialog|tr|watch|embed|p|reel|reels|status|events?|groups|legal|settings|i|oauth|l\\.php|sharer\\.php|share\\.php|profile\\.php';
const handle = new RegExp(`^/(?!(?:${NOT_AN_ACCOUNT})(?:[/?]|$))@?([\\w.-]{2,100})/?$`, 'i');

const NETWORKS: readonly Network[] = [
  { network: 'linkedin', host: /(?:^|\.)linkedin\.com$/, account: /^\/(?:company|school|showcase)\/([^/?#]{1,120})\/?/i },
  { network: 'facebook', host: /(?:^|\.)(?:facebook|fb)\.com$/, account: new RegExp(`^/(?:(?:pages|people|pg)/[^/]{1,120}(?:/\\d{3,20})?|(?!(?:${NOT_AN_ACCOUNT})(?:[/?]|$))[\\w.-]{2,100})/?$`, 'i') },
  { network: 'x', host: /^(?:www\.|mobile\.)?(?:twitter|x)\.com$/, account: new RegExp(`^/(?!(?:${NOT_AN_ACCOUNT})(?:[/?]|$))(?:#!/)?@?(\\w{1,20})/?$`, 'i') },
  { network: 'instagram', host: /(?:^|\.)instagram\.com$/, account: handle },
  { network: 'youtube', host: /(?:^|\.)youtube\.com$/, account: /^\/(?:(?:channel|user|c)\/[\w.-]{1,100}|@[\w.-]{1,100})\/?/i },
  { network: 'tiktok', host: /(?:^|\.)tiktok\.com$/, account: /^\/@[\w.]{1,60}\/?$/ },
  { network: 'github', host: /^(?:www\.)?github\.com$/, account: /^\/(?!(?:features|pricing|login|join|about|topics|sponsors)(?:\/|$))[\w-]{1,60}\/?$/i },
  { network: 'pinterest', host: /(?:^|\.)pinterest\.[a-z.]{2,6}$/, account: new RegExp(`^/(?!(?:pin|${NOT_AN_ACCOUNT})(?:/|$))[\\w-]{2,60}/?$`, 'i') },
  { network: 'xing', host: /(?:^|\.)xing\.com$/, account: /^\/(?:companies|company|pages)\/[^/?#]{1,120}\/?/i },
  { network: 'vk', host: /^(?:www\.|m\.)?vk\.(?:com|ru)$/, account: new RegExp(`^/(?!(?:${NOT_AN_ACCOUNT})(?:[/?]|$))[\\w.]{2,60}/?$`, 'i') },
  { network: 'telegram', host: /^(?:t\.me|telegram\.me)$/, account: /^\/(?!share)\w{3,60}\/?$/i },
  { network: 'threads', host: /^(?:www\.)?threads\.(?:net|com)$/, account: /^\/@[\w.]{1,60}\/?$/ },
  { network: 'mastodon', host: /^(?:mastodon\.|mstdn\.|mas\.to|fosstodon\.)[\w.]{0,40}$/, account: /^\/@\w{1,60}\/?$/ },
  { network: 'bluesky', host: /^bsky\.app$/, account: /^\/profile\/[\w.:-]{3,120}\/?$/ },
  { network: 'vimeo', host: /^(?:www\.)?vimeo\.com$/, account: /^\/(?!\d+\/?$)[\w-]{2,60}\/?$/ },
  { network: 'line', host: /^(?:line\.me|lin\.ee)$/, account: /^\/(?:R\/ti\/p\/)?[%@\w-]{3,60}\/?$/ },
  { network: 'crunchbase', host: /^(?:www\.)?crunchbase\.com$/, account: /^\/organization\/[\w-]{1,100}\/?$/ },
]; // prettier-ignore

/** The account that a link leads to, without tracking parameters; null for share buttons, posts and other sites. */
export function readSocialLink(href: string): SocialAccount | null {
  const text = href.trim().slice(0, 500);
  const absolute = text.startsWith('//') ? `https:${text}` : text;
  const url = /^https?:/i.test(absolute) ? parseUrl(absolute) : null;
  if (url === null) return null;
  const host = url.hostname.toLowerCase();
  for (const { network, host: hostPattern, account } of NETWORKS) {
    if (!hostPattern.test(host)) continue;
    const path =
      network === 'facebook' && url.pathname === '/profile.php' && /^\d{5,20}$/.test(url.searchParams.get('id') ?? '')
        ? `/profile.php?id=${url.searchParams.get('id') ?? ''}`
        : url.pathname;
    if (!account.test(url.pathname) && path === url.pathname) return null;
    return { network, url: `https://${canonicalHost(network, host)}${path.replace(/\/$/, '')}` };
  }
  return null;
}

function canonicalHost(network: string, host: string): string {
  const main: Readonly<Record<string, string>> = {
    linkedin: 'www.linkedin.com',
    facebook: 'www.facebook.com',
    x: 'x.com',
    instagram: 'www.instagram.com',
    youtube: 'www.youtube.com',
  };
  return main[network] ?? host;
}
