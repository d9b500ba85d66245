// `npm run client-types`: rewrites what is written in clients/python, or in the folder passed, from the OpenAPI
// document of the built service: the models, the routes, the verbs that are one request each, and the client without
// asyncio.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Types } from './python-models.mjs';
import { sections } from './python-sections.mjs';
import { withoutAsync } from './python-sync.mjs';
import { readDocument } from './read-document.mjs';

const PACKAGE = join(import.meta.dirname, '..', 'clients', 'python', 'src', 'batchwright_client');
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
/** These differ between the two by more than keywords. */
const BY_HAND = ['__init__.py', '_io.py'];

/** Method and path of every operation. */
function routes(document) {
  const lines = Object.entries(document.paths).flatMap(([path, methods]) =>
    METHODS.filter((method) => methods[method] !== undefined).map(
      (method) => `    "${methods[method].operationId}": ("${method.toUpperCase()}", "${path}"),\n`,
    ),
  );
  return `"""Method and path of every operation.

Written by \`npm run client-types\` from the OpenAPI document; not by hand.
"""

from typing import Dict, Tuple

ROUTES: Dict[str, Tuple[str, str]] = {
${lines.join('')}}
`;
}

/** Every written file by its path in the package. */
function pythonFiles(document) {
  const types = new Types(document);
  const verbs = sections(document, types);
  const written = { 'models.py': types.module(), '_routes.py': routes(document), '_async/sections.py': verbs };
  const own = readdirSync(join(PACKAGE, '_async')).filter((name) => name.endsWith('.py') && !BY_HAND.includes(name));
  for (const name of new Set([...own, 'sections.py'])) {
    const text = written[`_async/${name}`] ?? readFileSync(join(PACKAGE, '_async', name), 'utf8');
    written[`_sync/${name}`] = withoutAsync(text);
  }
  return written;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const target = process.argv[2] ?? PACKAGE;
  for (const [path, text] of Object.entries(pythonFiles(readDocument()))) {
    mkdirSync(join(target, path, '..'), { recursive: true });
    writeFileSync(join(target, path), text);
  }
}
