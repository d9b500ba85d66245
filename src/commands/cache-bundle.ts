import 'reflect-metadata';
import { cacheBundle } from '../bootstrap/bundle.js';

// Called by the build. The process ends here: what was loaded may hold timers.
cacheBundle();
process.exit(0);
