import { hasCode } from 'batchwright-client';
import { QueryCache, QueryClient, useQuery } from '@tanstack/react-query';
import { client, type Schema } from './client';

export type Session = Schema<'Session'>;

const KEY = ['session'];

/** Ends the session on the page when the service says that it has ended. */
export const endIfSignedOut = (error: unknown): void => {
  if (hasCode(error, 'UNAUTHORIZED')) queries.setQueryData(KEY, null);
};

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: endIfSignedOut }),
  defaultOptions: {
    queries: { staleTime: 2000, retry: false, refetchOnWindowFocus: true, networkMode: 'always' },
    mutations: { onError: endIfSignedOut, networkMode: 'always' },
  },
});

/** Who is signed in; null for nobody. */
export const useSession = () =>
  useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await client.call('getSession', { signal })).session,
    staleTime: 60_000,
  });

/** What somebody else saw is not shown to whoever signs in next. */
const forgetOthers = (): void => queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] });

/**
 * The answer to a question about the session that is still on its way is older than what is known now, and would undo
 * it.
 */
const forgetQuestion = (): Promise<void> => queries.cancelQueries({ queryKey: KEY });

/** Signs in. Throws what the service answers. */
export async function signIn(credential: { readonly key: string } | { readonly ticket: string }): Promise<void> {
  const session = await client.call('signIn', { json: credential });
  await forgetQuestion();
  forgetOthers();
  queries.setQueryData(KEY, session);
}

export async function signOut(everywhere: boolean): Promise<void> {
  await client.call('signOut', everywhere ? { query: { all: true } } : {});
  await forgetQuestion();
  queries.setQueryData(KEY, null);
  forgetOthers();
}

/** What the signed-in key may do. */
export interface Rights {
  may(scope: string): boolean;
  readonly isAdmin: boolean;
}

export const rightsOf = (session: Session | null | undefined): Rights => ({
  may: (scope) => session?.scopes.some((own) => own === 'admin' || own === scope) ?? false,
  isAdmin: session?.scopes.some((own) => own === 'admin') ?? false,
});

export const useRights = (): Rights => rightsOf(useSession().data);
