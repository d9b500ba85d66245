import { Link, type LinkProps, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { addressOf } from '../api/client';
import { useKinds } from '../api/kinds';
import { feed, useLiveState } from '../api/live';
import { rightsOf, type Rights, type Session, signOut, useSession } from '../api/session';
import { type Language, LANGUAGES, setLanguage, useLanguage } from '../text/labels';
import { text } from '../text/text';
import { Icon, type IconName } from '../ui/icon';
import { Button } from '../ui/kit';
import { Failure, Loading } from '../ui/states';
import { sayFault } from '../ui/toast';
import { SearchBox } from './search-box';
import { useShortcuts } from './shortcuts';
import { store } from './stored';

/** An address that one page has, without parts that vary. */
type PagePath = LinkProps['to'] & string;

interface Entry {
  readonly to: PagePath;
  readonly icon: IconName;
  readonly word: string;
  readonly isOpen: (rights: Rights) => boolean;
}

const GROUPS: readonly { readonly title: string; readonly entries: readonly Entry[] }[] = [
  {
    title: text.nav.work,
    entries: [
      { to: '/', icon: 'overview', word: text.nav.overview, isOpen: ({ may }) => may('batch:read') },
      { to: '/batches', icon: 'batches', word: text.nav.batches, isOpen: ({ may }) => may('batch:read') },
      { to: '/submit', icon: 'submit', word: text.nav.submit, isOpen: ({ may }) => may('batch:write') },
    ],
  },
  {
    title: text.nav.results,
    entries: [
      { to: '/urls', icon: 'url', word: text.nav.urls, isOpen: ({ may }) => may('url:read') },
      { to: '/companies', icon: 'company', word: text.nav.companies, isOpen: ({ may }) => may('company:read') },
      { to: '/profiles', icon: 'profile', word: text.nav.profiles, isOpen: ({ may }) => may('profile:read') },
      { to: '/contacts', icon: 'contact', word: text.nav.contacts, isOpen: ({ may }) => may('contacts:read') },
      { to: '/operations', icon: 'operation', word: text.nav.operations, isOpen: ({ may }) => may('marketplace:read') },
    ],
  },
  {
    title: text.nav.service,
    entries: [
      { to: '/webhooks', icon: 'webhook', word: text.nav.webhooks, isOpen: ({ may }) => may('webhooks:read') },
      { to: '/keys', icon: 'key', word: text.nav.keys, isOpen: ({ may }) => may('keys:read') },
      { to: '/users', icon: 'users', word: text.nav.users, isOpen: ({ isAdmin }) => isAdmin },
      { to: '/health', icon: 'health', word: text.nav.health, isOpen: () => true },
    ],
  },
];

/**
 * What is around every page: the way to the others, the search, who is signed in. Nobody signed in: leads to the
 * sign-in.
 */
export function Shell() {
  const session = useSession();
  const navigate = useNavigate();
  const href = useRouterState({ select: ({ location }) => location.href });
  const isOut = session.data === null;
  useEffect(() => {
    if (isOut) void navigate({ to: '/sign-in', search: { then: href }, replace: true });
  }, [isOut]);
  if (session.data === undefined && session.error !== null)
    return <Failure error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data === undefined || session.data === null)
    return (
      <div className="page">
        <Loading />
      </div>
    );
  return <SignedIn session={session.data} />;
}

function SignedIn({ session }: { readonly session: Session }) {
  const [isOpen, setOpen] = useState(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const kinds = useKinds();
  const names = kinds.data?.map(({ name }) => name).join();
  useEffect(() => setOpen(false), [path]);
  useArrival(path);
  useEffect(() => {
    if (names !== undefined && rightsOf(session).may('batch:read')) feed.open(names.split(',').filter(Boolean));
    return undefined;
  }, [names, session]);
  useEffect(() => () => feed.close(), []);
  useShortcuts();
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {text.nav.skip}
      </a>
      <Side session={session} isOpen={isOpen} />
      <div className="main">
        <header className="top">
          <button
            type="button"
            className="button ghost square menu-button"
            aria-label={text.nav.menu}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name={isOpen ? 'close' : 'menu'} />
          </button>
          <SearchBox />
          <LiveSign />
        </header>
        <main id="content" className="page" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
    </div>
  );
}

/** Says by its title which page is there now, and begins it with the focus, as a page that is loaded anew would. */
function useArrival(path: string): void {
  const before = useRef(path);
  useEffect(() => {
    const entries = GROUPS.flatMap((group) => group.entries);
    const entry = entries.find(({ to }) => (to === '/' ? path === '/' : path.startsWith(to)));
    document.title = entry === undefined ? text.signIn.title : `${entry.word} · ${text.signIn.title}`;
    if (path !== before.current) document.getElementById('content')?.focus({ preventScroll: true });
    before.current = path;
  }, [path]);
}

function Side({ session, isOpen }: { readonly session: Session; readonly isOpen: boolean }) {
  const rights = rightsOf(session);
  return (
    <aside className={isOpen ? 'side open' : 'side'}>
      <Link to="/" className="brand">
        <img src={addressOf('console/icon.svg')} alt="" width={24} height={24} /> Batchwright
      </Link>
      <nav aria-label={text.nav.label}>
        {GROUPS.map(({ title, entries }) => {
          const open = entries.filter(({ isOpen: opens }) => opens(rights));
          if (open.length === 0) return null;
          return (
            <div key={title}>
              <h2>{title}</h2>
              {open.map(({ to, icon, word }) => (
                <Link key={to} to={to} activeOptions={{ exact: to === '/', includeSearch: false }}>
                  <Icon name={icon} /> {word}
                </Link>
              ))}
            </div>
          );
        })}
      </nav>
      <Who session={session} />
    </aside>
  );
}

function Who({ session }: { readonly session: Session }) {
  const language = useLanguage();
  const [theme, setTheme] = useTheme();
  const leave = (): void => void signOut(false).catch(sayFault);
  return (
    <div className="who">
      <div>
        <strong>{session.user.name}</strong>
        <div className="faint cut" title={session.key.name}>
          {text.nav.by(session.key.name)}
        </div>
      </div>
      <label>
        <span className="hidden-label">{text.nav.language}</span>
        <select
          className="input"
          value={language}
          onChange={({ target }) => setLanguage(target.value as Language)}
          title={text.nav.languageHint}
        >
          {Object.entries(LANGUAGES).map(([code, word]) => (
            <option key={code} value={code}>
              {word}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span className="hidden-label">{text.nav.theme}</span>
        <select className="input" value={theme} onChange={({ target }) => setTheme(target.value)}>
          <option value="">{text.nav.themeSystem}</option>
          <option value="light">{text.nav.themeLight}</option>
          <option value="dark">{text.nav.themeDark}</option>
        </select>
      </label>
      <Button small icon="out" onClick={leave}>
        {text.nav.signOut}
      </Button>
      <a href={addressOf('docs')} className="faint">
        {text.nav.docs}
      </a>
    </div>
  );
}

function useTheme(): readonly [string, (theme: string) => void] {
  const [theme, setTheme] = useState(document.documentElement.dataset['theme'] ?? '');
  return [
    theme,
    (chosen) => {
      setTheme(chosen);
      store('batchwright.theme', chosen);
      if (chosen === '') delete document.documentElement.dataset['theme'];
      else document.documentElement.dataset['theme'] = chosen;
    },
  ];
}

function LiveSign() {
  const state = useLiveState();
  return (
    <span className={`live ${state}`} role="status" title={text.live[state].hint}>
      <span className="words">{text.live[state].word}</span>
    </span>
  );
}
