import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** Where the build puts the console, beside `dist`. */
const PLACE = join(__dirname, '..', '..', '..', 'console', 'dist');

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** A coding in which a file was stored by the build. */
type Coding = 'br' | 'gzip' | 'identity';

/** A file of the console as it is sent. */
export interface ConsoleFile {
  readonly bytes: Buffer;
  readonly type: string;
  readonly coding: Coding;
  /** Strong, and of one coding. */
  readonly etag: string;
}

const SUFFIX: Readonly<Record<Coding, string>> = { br: '.br', gzip: '.gz', identity: '' };

/**
 * The console as the build left it. Its files are listed at the start and read once, when they are asked for; no path
 * of a request ever reaches the file system, only one that is on the list.
 */
export class BuiltConsole {
  private readonly names: ReadonlySet<string>;
  private readonly read = new Map<string, Promise<ConsoleFile>>();

  /** `base` is the address of the console's folder as browsers see it, with a slash at its end. */
  constructor(
    private readonly base: string,
    private readonly place: string = PLACE,
  ) {
    this.names = new Set(
      existsSync(place)
        ? readdirSync(place, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'))
        : [],
    );
  }

  get isThere(): boolean {
    return this.names.has('index.html');
  }

  /** A file in the best coding that the client takes; undefined when the console has no such file. */
  file(name: string, accepted: string): Promise<ConsoleFile> | undefined {
    const type = TYPES[extname(name)];
    if (type === undefined || !this.names.has(name)) return undefined;
    // The page is changed as it is read, so that its stored codings do not fit.
    if (name === 'index.html') return this.once(name, () => this.page());
    const coding = (['br', 'gzip'] as const).find(
      (one) => new RegExp(`(^|[\\s,])${one}($|[\\s,;])`).test(accepted) && this.names.has(`${name}${SUFFIX[one]}`),
    );
    const stored = `${name}${SUFFIX[coding ?? 'identity']}`;
    return this.once(stored, async () =>
      toFile(await readFile(join(this.place, stored)), { type, coding: coding ?? 'identity' }),
    );
  }

  private async page(): Promise<ConsoleFile> {
    const text = await readFile(join(this.place, 'index.html'), 'utf8');
    const page = text.replace('<head>', `<head>\n    <base href="${this.base}">`);
    return toFile(Buffer.from(page), { type: TYPES['.html'] ?? '', coding: 'identity' });
  }

  private once(stored: string, load: () => Promise<ConsoleFile>): Promise<ConsoleFile> {
    const known = this.read.get(stored);
    if (known !== undefined) return known;
    const loading = load();
    this.read.set(stored, loading);
    loading.catch(() => this.read.delete(stored));
    return loading;
  }
}

function toFile(bytes: Buffer, { type, coding }: { readonly type: string; readonly coding: Coding }): ConsoleFile {
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  return { bytes, type, coding, etag };
}
