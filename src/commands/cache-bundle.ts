import 'reflect-metadata';
import { cacheBundle } from '../bootstrap/bundle.js';

// Called by the build, which gives the service a database that it removes.
void cacheBundle().then(() => process.exit(0));
