// Before `npm pack`: the build must be current, and modules from outside are compiled against the types of `batchwright/kind`.
import { join } from 'node:path';
import ts from 'typescript';
import './ensure-built.mjs';

const root = join(import.meta.dirname, '..');
const { config } = ts.readConfigFile(join(root, 'tsconfig.build.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
const entries = ['author-api.ts', 'test-service.ts'].map((name) => join(root, 'src', 'kind', name));
const program = ts.createProgram(entries, {
  ...options,
  declaration: true,
  emitDeclarationOnly: true,
  sourceMap: false,
  noUnusedLocals: false,
});
const { diagnostics } = program.emit();
if (diagnostics.length > 0) {
  const host = {
    getCanonicalFileName: (path) => path,
    getCurrentDirectory: () => root,
    getNewLine: () => ts.sys.newLine,
  };
  process.stderr.write(ts.formatDiagnosticsWithColorAndContext(diagnostics, host));
  throw new Error(`The types of batchwright/kind were not written: ${diagnostics.length} errors.`);
}
