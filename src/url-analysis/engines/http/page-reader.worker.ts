import { serveThread } from '../../../platform/threads/serve-thread.js';
import type { PageInput } from './page-reader.js';
import { readPage } from './read-page.js';

serveThread(({ body, charset }: PageInput) =>
  readPage(Buffer.from(body.buffer, body.byteOffset, body.byteLength), charset),
);
