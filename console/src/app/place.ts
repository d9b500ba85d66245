import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Search } from './router';

/** What the address of the page says, and how to change it. Nothing else holds the state of a list. */
export function usePlace(): readonly [Search, (change: Search, replace?: boolean) => void] {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  return [
    search,
    (change, replace = false) =>
      void navigate({ to: '.', search: { ...search, ...change }, replace, resetScroll: false }),
  ];
}
