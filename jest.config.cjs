const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

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
  testEnvironment: 'node',
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

/** Tests that gain nothing from separate workers: */
const NOT_DISTRIBUTED = [
  // authentication and the OpenAPI document, which are the same in every API process, on both databases already;
  'any-endpoint',
  'api-document',
  'generated-input',
  'ignored-upgrades',
  // the log of one process;
  'batch-log',
  // the statements of one transaction inside the API process;
  'contact-analysis-rows',
  // a start without any setting, and code that runs without the service;
  'documentation-examples',
  'retention',
  // tests that start an API process and workers themselves.
  'roles',
];

module.exports = {
  // Bounds a hang and measures no speed: three workers share the cores, and another machine may be slower.
  testTimeout: 120_000,
  projects: [
    suite('unit', ['src/**/*.spec.ts', 'test/architecture/**/*.spec.ts']),
    suite('e2e', ['test/e2e/**/*.spec.ts', 'test/contract/**/*.spec.ts', 'test/schema/**/*.spec.ts'], withService),
    // The suite with an API process and two workers on PostgreSQL and Redis.
    suite('distributed', [`test/e2e/!(${NOT_DISTRIBUTED.join('|')}).spec.ts`], {
      ...withService,
      setupFiles: ['<rootDir>/test/support/distributed-place.cjs'],
    }),
    suite('fault', ['test/fault/**/*.spec.ts'], withService),
  ],
};
