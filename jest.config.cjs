const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { DISTRIBUTED } = require('./test/support/distributed-files.cjs');
const { ALONE } = require('./test/support/unit-parts.cjs');

/**
 * Jest on Node < 24.9 cannot require() ES modules, and Nest 12 is published as ES modules:
 * every ESM-only dependency is compiled to CommonJS by swc.
 */
function esmPackages(root = join(__dirname, 'node_modules')) {
  const found = [];
  const visit = (dir, name) => {
    try {
      const manifest = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
      if (manifest.type === 'module' || /\.mjs$/.test(manifest.main ?? '')) found.push(name);
    } catch {
      // a folder without a readable manifest is not a package
    }
  };
  for (const entry of readdirSync(root)) {
    if (entry.startsWith('.')) continue;
    if (!entry.startsWith('@')) visit(join(root, entry), entry);
    else for (const scoped of readdirSync(join(root, entry))) visit(join(root, entry, scoped), `${entry}/${scoped}`);
  }
  return found.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}

const swc = (parser, transform) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: { target: 'es2022', keepClassNames: true, parser, transform },
  },
];

const base = {
  testEnvironment: '<rootDir>/test/support/worker-environment.cjs',
  rootDir: __dirname,
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': swc({ syntax: 'typescript', decorators: true }, { legacyDecorator: true, decoratorMetadata: true }),
    '^.+\\.m?js$': swc({ syntax: 'ecmascript' }),
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${esmPackages().join('|')})/)`],
};

/** A project per folder of test/, each started by its own npm script; unit tests are next to the code they test. */
const suite = (displayName, testMatch, more = {}) => ({
  ...base,
  displayName,
  testMatch: testMatch.map((m) => `<rootDir>/${m}`),
  ...more,
});

/** For tests that use the built service: one PostgreSQL and one migrated template for the whole run. */
const withService = {
  globalSetup: '<rootDir>/test/support/global-setup.cjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.cjs',
};

/** For tests of the engine in their own process: the PostgreSQL alone, and no build. */
const withPostgres = { ...withService, globalSetup: '<rootDir>/test/support/engine-setup.cjs' };

module.exports = {
  // Bounds a hang and measures no speed: several workers share the cores, and another machine may be slower.
  testTimeout: 300_000,
  // A worker that has grown is replaced between two files: what it has to give back at its end stays small.
  workerIdleMemoryLimit: '512MB',
  // Jest kills a worker that does not end in this time, and warns of what its tests have left. Half a second, as Jest
  // has it, is less than a busy machine takes to free the memory of a worker in which nothing is left.
  workerGracefulExitTimeout: 10_000,
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  projects: [
    suite('unit', [
      'src/**/*.spec.ts',
      'clients/*/src/**/*.spec.ts',
      'console/src/**/*.spec.ts',
      'test/architecture/**/*.spec.ts',
      'test/eval/**/*.spec.ts',
    ]),
    // The same tests in fewer contexts, for a run of all; a run that names no project would have them twice.
    ...(process.argv.includes('unit-parts') ? [suite('unit-parts', ['test/units/*.spec.ts', ...ALONE])] : []),
    suite('engine', ['test/engine/**/*.spec.ts'], withPostgres),
    suite('e2e', ['test/e2e/**/*.spec.ts', 'test/contract/**/*.spec.ts', 'test/schema/**/*.spec.ts'], withService),
    // Again, with an API process and two workers on PostgreSQL and Redis.
    suite('distributed', [`test/e2e/(${DISTRIBUTED.join('|')}).spec.ts`], {
      ...withService,
      setupFiles: ['<rootDir>/test/support/distributed-place.cjs'],
    }),
    suite('fault', ['test/fault/**/*.spec.ts'], withService),
  ],
};
