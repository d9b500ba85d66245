// Runs the probe of probe-host.ts over the built service, from the bundle that bundle-probe.mjs makes: a file of tests
// starts dozens, and each takes a third of the processor time that its 1,700 modules would. Usage: node run-probe.cjs,
// or with --cache to keep V8's compiled form of the bundle instead.
const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

const bundle = join(__dirname, '..', '..', 'dist', 'bundle', 'probe.cjs');
const cache = `${bundle}.cache`;
const isCaching = process.argv[2] === '--cache';

const script = new Script(readFileSync(bundle, 'latin1'), {
  filename: bundle,
  cachedData: !isCaching && existsSync(cache) ? readFileSync(cache) : undefined,
});
const module_ = { exports: {} };
script
  .runInThisContext()
  .call(module_.exports, module_.exports, createRequire(bundle), module_, bundle, dirname(bundle));
if (isCaching) {
  writeFileSync(`${cache}-${process.pid}`, script.createCachedData());
  renameSync(`${cache}-${process.pid}`, cache);
  process.exit(0);
} else void module_.exports.main();
