import { useEffect, useId, useSyncExternalStore } from 'react';
import { explain } from './explain';

interface Toast {
  readonly id: number;
  readonly words: string;
  readonly isBad: boolean;
}

const SECONDS = 6;
let toasts: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function show(words: string, isBad: boolean): void {
  last += 1;
  const id = last;
  set([...toasts.slice(-3), { id, words, isBad }]);
  window.setTimeout(() => set(toasts.filter((toast) => toast.id !== id)), SECONDS * 1000);
}

/** Says at the edge of the page that something was done. */
export const say = (words: string): void => show(words, false);

/** Says that something failed, and why. */
export function sayFault(error: unknown): void {
  const { title, detail } = explain(error);
  show(`${title} ${detail}`, true);
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The places where it could be said, the uppermost last: the page, and every dialog that is open over it. */
let places: readonly string[] = [];

function setPlaces(next: readonly string[]): void {
  places = next;
  for (const listener of listeners) listener();
}

/**
 * What was said lately. A dialog covers the page and makes it inert for screen readers, so that each has a place of its
 * own, of which the uppermost speaks.
 */
export function Toasts() {
  const id = useId();
  useEffect(() => {
    setPlaces([...places, id]);
    return () => setPlaces(places.filter((place) => place !== id));
  }, [id]);
  const shown = useSyncExternalStore(subscribe, () => toasts);
  const isUppermost = useSyncExternalStore(subscribe, () => places.at(-1) === id);
  return (
    <div className="toasts" aria-live="polite" role="status">
      {isUppermost &&
        shown.map(({ id: toast, words, isBad }) => (
          <div key={toast} className={isBad ? 'toast bad' : 'toast'}>
            {words}
          </div>
        ))}
    </div>
  );
}
