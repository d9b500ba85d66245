import { spawnSync } from 'node:child_process';
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
        readonly to: { readonly path?: string | readonly string[] };
      }[];
    };
  };
}

/** dependency-cruiser is an ES module with imports of its own making, so it runs as the program it also is. */
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

describe('The floors', () => {
  let result: Cruise;
  beforeAll(() => {
    result = cruise();
  }, 120_000);

  it('are seen whole: every source file is there, with what it imports', () => {
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

  it('hold: no import goes up, sideways or in a circle, and libraries stay with their drivers', () => {
    expect(result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });

  it('keep no rule for a library that nothing imports', () => {
    const imported = result.modules.flatMap(({ dependencies }) => dependencies.map(({ resolved }) => resolved));
    const idle = result.summary.ruleSetUsed.forbidden.filter(({ to: { path } }) => {
      if (typeof path !== 'string' || !path.startsWith('node_modules')) return false;
      return !imported.some((one) => new RegExp(path).test(one));
    });
    expect(idle.map(({ name }) => name)).toEqual([]);
  });
});
