import { serveThread } from '../../../platform/threads/serve-thread.js';
import { readPsi } from './read-psi.js';

serveThread(readPsi);
