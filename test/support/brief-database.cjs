// Loaded before the service of a test: V8 optimises the code of the embedded database later than it would. A test's service
// lives for seconds, of which the optimising took one of processor time at every start (measured). Only in the threads of the
// service: flags that are set before its bundle is read make V8 refuse the bundle's code cache.
const { isMainThread } = require('node:worker_threads');

if (!isMainThread) require('node:v8').setFlagsFromString('--wasm-tiering-budget=18000000');
