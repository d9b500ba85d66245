// Opens the database of the service as the service does (DATA_DIR or DATABASE_URL), migrates it, runs the statements on
// standard input ({"text", "values"}[]) and prints the rows of each. For the embedded database the service must not
// run: it is one process's own. The code is that of the build, or with RUN_FROM=src that of the sources.
const { join } = require('node:path');

const root = join(__dirname, '..', '..');
const isBuilt = process.env.RUN_FROM !== 'src';
if (!isBuilt) require('../../tools/run-ts.cjs');
const load = (path) => require(isBuilt ? join(root, 'dist', 'src', `${path}.js`) : join(root, 'src', `${path}.ts`));
const { createDataSource } = load('platform/database/data-source');
const { migrate } = load('platform/database/schema');
const { loadConfig } = load('platform/config/config');

async function main() {
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  // Only migrations are used here, no entity.
  const dataSource = await createDataSource(loadConfig(), []);
  // The data source looks for compiled files.
  if (!isBuilt) dataSource.setOptions({ migrations: [join(root, 'src', '**', 'migrations', '*.ts')] });
  try {
    await dataSource.initialize();
    await migrate(dataSource);
    const answers = [];
    for (const statement of JSON.parse(text)) answers.push(await dataSource.query(statement.text, statement.values));
    process.stdout.write(JSON.stringify(answers));
  } finally {
    await dataSource.destroy();
  }
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
