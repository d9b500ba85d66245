import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const cruiser = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');

interface Cruise {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { couldNotResolve: boolean; readonly resolved: string }[];
  }[];
  readonly summary: {
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
    }[];
    readonly ruleSetUsed: {
      readonly forbidden: readonly {
        readonly name: string;
        readonly from: { readonly path?: string | readonly string[] };
        readonly to: {
          readonly path?: string | readonly string[];
          readonly pathNot?: string | readonly string[];
        };
      }[];
    };
  };
}

/** dependency-cruiser is an ES module whose imports Jest cannot load, so it runs as a program. */
function cruise(): Cruise {
  const flags = ['--config', 'test/architecture/dependency-rules.cjs', '--output-type', 'json', 'src'];
  const { stdout, stderr } = spawnSync(process.execPath, [cruiser, ...flags], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Cruise;
}

/** The two rooms side by side that an import goes between, at whatever depth; a file beside rooms counts as one. */
function roomsBetween(from: string, to: string): readonly [string, string] {
  const one = from.split('/');
  const other = to.split('/');
  const depth = one.findIndex((name, at) => name !== other[at]) + 1;
  return [one.slice(0, depth).join('/'), other.slice(0, depth).join('/')];
}

/** What each room imports of those beside it, at every depth of the source; tests are not counted. */
function arrowsOf(modules: Cruise['modules']): ReadonlyMap<string, ReadonlySet<string>> {
  const arrows = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    if (source.endsWith('.spec.ts')) continue;
    for (const { resolved } of dependencies) {
      const [from, to] = roomsBetween(source, resolved);
      arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
    }
  }
  return arrows;
}

/** Rooms that reach themselves through those beside them. */
function circlesOfRooms(modules: Cruise['modules']): string[] {
  const arrows = arrowsOf(modules);
  const reached = (start: string): ReadonlySet<string> => {
    const seen = new Set<string>();
    const open = [...(arrows.get(start) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(arrows.get(next) ?? []));
    }
    return seen;
  };
  return [...arrows.keys()].filter((room) => reached(room).has(room)).sort();
}

/** The folders whose rooms have rules; each has a page with a table of them. */
const RULED = [
  'accounts',
  'batch',
  'batch/model',
  'company-extraction',
  'url-analysis',
  'profile-ingestion',
  'company-extraction/website',
];

/** What a feature declares; every room of it may read it. */
const DECLARED = /\.(?:settings|errors)\.ts$/;
/** Patterns of the rules name a room as `room/` and a file as `file[.]ts$`. */
const ROOM = '[a-z]+(?:/|\\[\\.\\]ts\\$)';
const nameOf = (pattern: string): string => pattern.replace(/\/$/, '').replace('[.]ts$', '.ts');

type Rooms = Readonly<Record<string, readonly string[]>>;

/** The folders of rooms with a rule for each, and what each room may import besides itself. */
function ruledRooms({ summary }: Cruise): Readonly<Record<string, Rooms>> {
  const folders: Record<string, Record<string, readonly string[]>> = {};
  for (const { from, to } of summary.ruleSetUsed.forbidden) {
    const [, folder, pattern] = new RegExp(`^\\^src/([a-z/-]+)/(${ROOM})$`).exec(String(from.path)) ?? [];
    if (folder === undefined || pattern === undefined) continue;
    const room = nameOf(pattern);
    const [, open = ''] = new RegExp(`/\\(((?:${ROOM}\\|)+)`).exec(String(to.pathNot)) ?? [];
    const others = open
      .slice(0, -1)
      .split('|')
      .map(nameOf)
      .filter((name) => name !== room);
    folders[folder] = { ...folders[folder], [room]: others.sort() };
  }
  return folders;
}

/** The table of rooms in the page of a folder. */
const describedRooms = (folder: string): Rooms =>
  Object.fromEntries(
    [
      ...readFileSync(join(root, 'src', folder, 'README.md'), 'utf8').matchAll(
        /^\| `([a-z]+)(?:\/|(?=\.ts))(\.ts)?` \|.*\| ([^|]+) \|$/gm,
      ),
    ].map(([, room = '', ending = '', others = '']) => [
      room + ending,
      others === '–' ? [] : others.split(', ').sort(),
    ]),
  );

/** The rooms that stand in a folder. */
const roomsIn = (folder: string): string[] =>
  readdirSync(join(root, 'src', folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

describe('The layers', () => {
  let result: Cruise;
  beforeAll(() => {
    result = cruise();
  }, 120_000);

  it('are read whole: every source file is there, with what it imports', () => {
    const sources = result.modules.map(({ source }) => source);
    for (const file of [
      'src/main.ts',
      'src/app.module.ts',
      'src/batch/model/handlers/handler.ts',
      'src/platform/database/unit-of-work.ts',
    ])
      expect(sources).toContain(file);
    const [start] = result.modules.filter(({ source }) => source === 'src/bootstrap/start.ts');
    expect(start?.dependencies.length).toBeGreaterThan(5);
  });

  it('have no import upward, sideways or in a circle, and libraries stay with their drivers', () => {
    expect(result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  it('have no circle between rooms that stand side by side, at any depth', () => {
    expect(circlesOfRooms(result.modules)).toEqual([]);
  });

  it('have a rule and a described row for each room of a folder whose rooms have rules', () => {
    const ruled = ruledRooms(result);
    expect(Object.keys(ruled)).toEqual(RULED);
    for (const [folder, rooms] of Object.entries(ruled)) {
      const folders = Object.keys(rooms).filter((room) => !room.endsWith('.ts'));
      expect([folder, folders.sort()]).toEqual([folder, roomsIn(folder).sort()]);
      expect([folder, describedRooms(folder)]).toEqual([folder, rooms]);
    }
  });

  it('allow a room no other that it does not import', () => {
    const arrows = arrowsOf(result.modules);
    for (const [folder, rooms] of Object.entries(ruledRooms(result)))
      for (const [room, others] of Object.entries(rooms)) {
        const used = [...(arrows.get(`src/${folder}/${room}`) ?? [])]
          .filter((path) => !DECLARED.test(path))
          .map((path) => path.slice(`src/${folder}/`.length));
        expect([folder, room, others]).toEqual([folder, room, used.sort()]);
      }
  });

  it('know every folder of the source: a new one is named here and gets its rule', () => {
    const { from } =
      result.summary.ruleSetUsed.forbidden.find(({ name }) => name === 'only-operations-use-the-marketplace') ?? {};
    const features = /\(([a-z|-]+)\)/.exec(String(from?.path))?.[1]?.split('|') ?? [];
    const others = ['accounts', 'batch', 'bootstrap', 'commands', 'console', 'kind', 'migrations', 'platform'];
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect([...features, ...others].sort()).toEqual(folders.map(({ name }) => name).sort());
  });

  it('have no rule for a library that nothing imports', () => {
    const imported = result.modules.flatMap(({ dependencies }) => dependencies.map(({ resolved }) => resolved));
    const idle = result.summary.ruleSetUsed.forbidden.filter(({ to: { path } }) => {
      if (typeof path !== 'string' || !path.startsWith('node_modules')) return false;
      return !imported.some((one) => new RegExp(path).test(one));
    });
    expect(idle.map(({ name }) => name)).toEqual([]);
  });
});
