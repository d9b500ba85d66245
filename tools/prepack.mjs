// Before `npm pack`: the build must be current, and modules from outside are compiled against the types of
// `batchwright/kind`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import './ensure-built.mjs';

const root = join(import.meta.dirname, '..');
const ENTRIES = ['author-api', 'test-service'];

const host = {
  getCanonicalFileName: (path) => path,
  getCurrentDirectory: () => root,
  getNewLine: () => ts.sys.newLine,
};

/**
 * Writes the declarations of the entries and of what these import, and no others: to write one, the compiler checks
 * what it is made from, and the whole service would take three times the processor time of these.
 */
function writeDeclarations() {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.build.json'), ts.sys.readFile);
  const { options: own } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const options = { ...own, declaration: true, emitDeclarationOnly: true, sourceMap: false, noUnusedLocals: false };
  const entries = ENTRIES.map((name) => join(root, 'src', 'kind', `${name}.ts`));
  const program = ts.createProgram(entries, options);
  const files = new Set(entries);
  for (const path of files) {
    const write = (target, text) => {
      ts.sys.writeFile(target, text);
      for (const imported of ownImports(text, path, options)) files.add(imported);
    };
    refuse(program.emit(program.getSourceFile(path), write).diagnostics);
  }
}

/** The sources of this package that a declaration imports. */
function ownImports(text, path, options) {
  return ts
    .preProcessFile(text)
    .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
    .map(({ fileName }) => ts.resolveModuleName(fileName, path, options, ts.sys).resolvedModule.resolvedFileName);
}

function refuse(diagnostics) {
  if (diagnostics.length === 0) return;
  process.stderr.write(ts.formatDiagnosticsWithColorAndContext(diagnostics, host));
  throw new Error(`The types of batchwright/kind were not written: ${diagnostics.length} errors.`);
}

// A build begins with an empty directory: declarations that are there are of the current one.
if (!ENTRIES.every((name) => existsSync(join(root, 'dist', 'src', 'kind', `${name}.d.ts`)))) writeDeclarations();
