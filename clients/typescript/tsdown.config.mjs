import { join } from 'node:path';

const source = (name) => join(import.meta.dirname, 'src', name);

const PARTS = ['src/main.ts', 'src/react.ts', 'src/webhooks.ts'];
const VALIDATION = 'src/validation.ts';

const shared = {
  platform: 'neutral',
  target: 'es2022',
  fixedExtension: false,
  logLevel: 'warn',
  tsconfig: 'tsconfig.json',
  // The service's checks bring their packages along: the client has no dependency of its own.
  deps: { alwaysBundle: ['tldts', 'tldts-core', 'ipaddr.js'], neverBundle: ['react'] },
  alias: { 'node:net': source('node-net.ts'), 'node:os': source('node-os.ts') },
  inputOptions: { resolve: { mainFields: ['module', 'main'] } },
};

/** The package as ES modules with types, and as CommonJS; tools/build-client.mjs gives the latter the same types. */
export default [
  { ...shared, entry: [...PARTS, VALIDATION], format: 'esm', dts: true },
  // Alone: the others would take a function of the bundler's out of its 400 KB, and so load them.
  { ...shared, entry: PARTS, format: 'cjs', dts: false, clean: false },
  { ...shared, entry: [VALIDATION], format: 'cjs', dts: false, clean: false },
];
