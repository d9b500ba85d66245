// As global-setup.cjs, for the project that needs no build.
require('../../tools/run-ts.cjs');
const { setUpEngine } = require('./shared-run.ts');

module.exports = setUpEngine;
