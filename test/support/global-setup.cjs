// Jest loads a global set-up outside its own module system, so TypeScript is compiled while loading.
require('../../tools/run-ts.cjs');
const { setUp } = require('./shared-run.ts');

module.exports = setUp;
