import { serveThread } from '../../../platform/threads/serve-thread.js';
import { readPage } from './read-page.js';

serveThread(readPage);
