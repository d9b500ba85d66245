import type { Mapping } from 'batchwright-client';

/** Where mappings are kept between visits: one text. */
export interface Place {
  read(): string | undefined;
  write(text: string | undefined): void;
}

/** Files of so many forms are remembered; the one that was used longest ago is forgotten first. */
export const MOST_REMEMBERED = 20;

type Entry = readonly [form: string, mapping: Mapping];

/** The mappings that files of a kind with certain columns had before, so that they need not be set right again. */
export class Remembered {
  constructor(private readonly place: Place) {}

  find(kind: string, columns: readonly string[]): Mapping | undefined {
    const form = formOf(kind, columns);
    return this.entries().find(([own]) => own === form)?.[1];
  }

  keep(kind: string, columns: readonly string[], mapping: Mapping): void {
    const form = formOf(kind, columns);
    const others = this.entries().filter(([own]) => own !== form);
    this.place.write(JSON.stringify([[form, mapping], ...others].slice(0, MOST_REMEMBERED)));
  }

  forget(kind: string, columns: readonly string[]): void {
    const form = formOf(kind, columns);
    this.place.write(JSON.stringify(this.entries().filter(([own]) => own !== form)));
  }

  private entries(): readonly Entry[] {
    try {
      const entries: unknown = JSON.parse(this.place.read() ?? '[]');
      return Array.isArray(entries) ? (entries as readonly unknown[]).filter(isEntry) : [];
    } catch {
      return [];
    }
  }
}

const formOf = (kind: string, columns: readonly string[]): string => JSON.stringify([kind, ...[...columns].sort()]);

function isEntry(entry: unknown): entry is Entry {
  if (!Array.isArray(entry)) return false;
  const [form, mapping] = entry as readonly unknown[];
  return typeof form === 'string' && typeof mapping === 'object' && mapping !== null;
}
