import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

const PLACES = { o: '/', b: '/batches', n: '/submit' } as const;

const isPlace = (key: string): key is keyof typeof PLACES => Object.hasOwn(PLACES, key);

/** `/` goes to the search box; `g` and then o, b or n to a page. */
export function useShortcuts(): void {
  const navigate = useNavigate();
  useEffect(() => {
    let isGoing = false;
    const listen = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      if (event.key === '/') {
        event.preventDefault();
        document.getElementById('search-box')?.focus();
      } else if (isGoing && isPlace(event.key)) void navigate({ to: PLACES[event.key] });
      isGoing = event.key === 'g';
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [navigate]);
}
