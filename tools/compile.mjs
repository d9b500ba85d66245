// Compiles src into dist according to nest-cli.json: its tsconfig, with its plugins as TypeScript transformers, as
// `nest build` would; @nestjs/cli itself needs a newer Node than the service and brings about a hundred packages.
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..');
const { compilerOptions: settings } = JSON.parse(readFileSync(join(root, 'nest-cli.json'), 'utf8'));

const host = {
  getCanonicalFileName: (path) => path,
  getCurrentDirectory: () => root,
  getNewLine: () => ts.sys.newLine,
};

function readProject() {
  const path = join(root, settings.tsConfigPath);
  const { config, error } = ts.readConfigFile(path, ts.sys.readFile);
  if (error !== undefined) throw new Error(ts.formatDiagnostic(error, host));
  return ts.parseJsonConfigFileContent(config, ts.sys, dirname(path), undefined, path);
}

/** The `before` transformers of the plugins, each with its options, and our own. */
const transformers = async (program) => [
  ...(await Promise.all(
    settings.plugins.map(async ({ name, options }) => (await import(`${name}/plugin`)).before(options, program)),
  )),
  describeSchemas,
];

/** Makes the docstring of a DTO the description of its schema, which the plugin does for properties only. */
const describeSchemas = ({ factory }) => {
  const describe = (node) => {
    const text = ts.isClassDeclaration(node) ? docstringOf(ts.getOriginalNode(node)) : '';
    if (text === '') return node;
    const swagger = factory.createCallExpression(factory.createIdentifier('require'), undefined, [
      factory.createStringLiteral('@nestjs/swagger'),
    ]);
    const decorator = factory.createCallExpression(
      factory.createPropertyAccessExpression(swagger, 'ApiSchema'),
      undefined,
      [
        factory.createObjectLiteralExpression([
          factory.createPropertyAssignment('description', factory.createStringLiteral(text)),
        ]),
      ],
    );
    const modifiers = [factory.createDecorator(decorator), ...(node.modifiers ?? [])];
    const { name, typeParameters, heritageClauses, members } = node;
    return factory.updateClassDeclaration(node, modifiers, name, typeParameters, heritageClauses, members);
  };
  return (file) =>
    file.fileName.endsWith('.dto.ts') ? factory.updateSourceFile(file, file.statements.map(describe)) : file;
};

const docstringOf = (node) =>
  ts
    .getJSDocCommentsAndTags(node)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Compiles. Throws with the compiler's report on errors; the previous build then remains. */
export async function compile() {
  const { options, fileNames, errors } = readProject();
  const program = ts.createProgram({ rootNames: fileNames, options });
  refuse([...errors, ...ts.getPreEmitDiagnostics(program)]);
  const before = await transformers(program);
  if (settings.deleteOutDir) rmSync(options.outDir, { recursive: true, force: true });
  refuse(program.emit(undefined, undefined, undefined, undefined, { before }).diagnostics);
}

function refuse(diagnostics) {
  if (diagnostics.length === 0) return;
  process.stderr.write(ts.formatDiagnosticsWithColorAndContext(diagnostics, host));
  throw new Error(`The build failed with ${diagnostics.length} errors.`);
}
