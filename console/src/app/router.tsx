import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { text } from '../text/text';
import { Failure, Loading, State } from '../ui/states';
import { Shell } from './shell';

/** The address holds text only; a value that is absent is not in it. */
export type Search = Readonly<Record<string, string | undefined>>;

const root = createRootRoute({ component: Outlet });

const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });

const asText = (search: Record<string, unknown>): Search =>
  Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );

/** A page of its own file, loaded when it is opened. */
const page = <Path extends string>(path: Path, load: () => Promise<{ readonly default: () => React.ReactNode }>) =>
  createRoute({
    getParentRoute: () => shell,
    path,
    component: lazyRouteComponent(load),
    validateSearch: asText,
  });

/** Every other address, beside the list of pages and below the search box. */
const nowhere = createRoute({
  getParentRoute: () => shell,
  path: '$',
  component: () => (
    <State icon="empty" title={text.notFound.title}>
      {text.notFound.detail}
    </State>
  ),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: 'sign-in',
  component: lazyRouteComponent(() => import('../pages/sign-in')),
  validateSearch: asText,
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    shell.addChildren([
      page('/', () => import('../pages/overview')),
      page('batches', () => import('../pages/batches')),
      page('batches/$id', () => import('../pages/batch')),
      page('submit', () => import('../pages/submit')),
      page('search', () => import('../pages/search')),
      page('actions/$id', () => import('../pages/action')),
      page('urls', () => import('../pages/urls')),
      page('companies', () => import('../pages/companies')),
      page('profiles', () => import('../pages/profiles')),
      page('contacts', () => import('../pages/contacts')),
      page('operations', () => import('../pages/operations')),
      page('webhooks', () => import('../pages/webhooks')),
      page('keys', () => import('../pages/keys')),
      page('users', () => import('../pages/users')),
      page('health', () => import('../pages/health')),
      nowhere,
    ]),
  ]),
  basepath: new URL(document.baseURI).pathname,
  // Every value is text as it stands: no quotes around what looks like a number.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const set = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
    return set.length === 0 ? '' : `?${new URLSearchParams(set as [string, string][]).toString()}`;
  },
  defaultPreload: 'intent',
  defaultPendingComponent: () => (
    <div className="page">
      <Loading />
    </div>
  ),
  defaultErrorComponent: ({ error, reset }) => <Failure error={error} onRetry={reset} />,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    readonly router: typeof router;
  }
}
