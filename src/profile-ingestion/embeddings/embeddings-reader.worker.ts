import { serveThread } from '../../platform/threads/serve-thread.js';
import { readEmbeddings } from './read-embeddings.js';

serveThread(readEmbeddings);
