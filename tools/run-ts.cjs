/**
 * `node -r ./tools/run-ts.cjs file.ts` runs TypeScript directly, compiled by swc while loading: for tools that need no
 * build (the evaluation) and for threads and child processes under test. The service itself runs from dist/.
 */
const { readFileSync, existsSync } = require('node:fs');
const Module = require('node:module');
const { transformSync } = require('@swc/core');

Module._extensions['.ts'] = function load(module, filename) {
  const { code } = transformSync(readFileSync(filename, 'utf8'), {
    filename,
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs', ignoreDynamic: true },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    },
  });
  module._compile(code, filename);
};

const resolve = Module._resolveFilename;
Module._resolveFilename = function resolveFilename(request, parent, ...rest) {
  if (/^\.{1,2}\//.test(request) && request.endsWith('.js') && parent?.filename) {
    const source = require('node:path').resolve(
      require('node:path').dirname(parent.filename),
      request.slice(0, -3) + '.ts',
    );
    if (existsSync(source)) return source;
  }
  return resolve.call(this, request, parent, ...rest);
};
