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

/** The folder below `src/<module>/` that a file stands in; undefined for files of the module itself. */
const roomOf = (path: string): { readonly module: string; readonly room: string } | undefined => {
  const [, module, room] = /^src\/([^/]+)\/([^/]+)\//.exec(path) ?? [];
  return module === undefined || room === undefined ? undefined : { module, room };
};

/** Pairs of rooms of one module that reach each other, by imports of product code. */
function circlesOfRooms(modules: Cruise['modules']): string[] {
  const arrows = new Map<string, Set<string>>();
  for (const { source, dependencies } of modules) {
    const from = roomOf(source);
    if (from === undefined || source.endsWith('.spec.ts')) continue;
    for (const { resolved } of dependencies) {
      const to = roomOf(resolved);
      if (to?.module !== from.module || to.room === from.room) continue;
      const key = `${from.module}/${from.room}`;
      arrows.set(key, (arrows.get(key) ?? new Set()).add(`${to.module}/${to.room}`));
    }
  }
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

type Rooms = Readonly<Record<string, readonly string[]>>;

/** The rooms of the batch module that a rule is for, and what each may import besides itself. */
const ruledRooms = ({ summary }: Cruise): Rooms =>
  Object.fromEntries(
    summary.ruleSetUsed.forbidden.flatMap(({ from, to }) => {
      const [, room] = /^\^src\/batch\/([a-z]+)\/$/.exec(String(from.path)) ?? [];
      const [, open = ''] = /\(([a-z|]+)\)\/$/.exec(String(to.pathNot)) ?? [];
      const others = open.split('|').filter((name) => name !== room);
      return room === undefined ? [] : [[room, others.sort()]];
    }),
  );

/** The table of rooms in the page of the batch module. */
const describedRooms = (): Rooms =>
  Object.fromEntries(
    [...readFileSync(join(root, 'src/batch/README.md'), 'utf8').matchAll(/^\| `([a-z]+)\/` \|.*\| ([^|]+) \|$/gm)].map(
      ([, room = '', others = '']) => [room, others === '–' ? [] : others.split(', ').sort()],
    ),
  );

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
      'src/batch/model/handler.ts',
      'src/platform/database/unit-of-work.ts',
    ])
      expect(sources).toContain(file);
    const [start] = result.modules.filter(({ source }) => source === 'src/bootstrap/start.ts');
    expect(start?.dependencies.length).toBeGreaterThan(5);
  });

  it('have no import upward, sideways or in a circle, and libraries stay with their drivers', () => {
    expect(result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  it('have no circle between the rooms of a module', () => {
    expect(circlesOfRooms(result.modules)).toEqual([]);
  });

  it('have a rule and a described row for each room of the batch module', () => {
    const folders = readdirSync(join(root, 'src/batch'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(Object.keys(ruledRooms(result)).sort()).toEqual(folders.map(({ name }) => name).sort());
    expect(describedRooms()).toEqual(ruledRooms(result));
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
