// Opens the database of the built service as the service does (DATA_DIR or DATABASE_URL), migrates it, runs the statements on
// standard input ({"text", "values"}[]) and prints the rows of each. For the embedded database the service must not run: it
// is one process's own.
const { createDataSource } = require('../../dist/src/platform/database/data-source.js');
const { migrate } = require('../../dist/src/platform/database/schema.js');
const { loadConfig } = require('../../dist/src/platform/config/config.js');

async function main() {
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  const dataSource = await createDataSource(loadConfig());
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
