// Jest loads a global set-up outside its own module system, so TypeScript is compiled while loading.
require('../../tools/run-ts.cjs');
const { setUpService } = require('./shared-run.ts');

module.exports = setUpService;
