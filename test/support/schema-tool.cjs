// What TypeORM's own program does, for several databases and steps in one process: reads {"urls", "revert"} on standard
// input, reverts so many migrations of each database, and prints for each the statements that would make its schema
// that of the entities. Over the data source of the built service.
const { createDataSource } = require('../../dist/src/platform/database/data-source.js');
const { AppConfig } = require('../../dist/src/platform/config/config.js');

async function main() {
  let text = '';
  for await (const chunk of process.stdin) text += chunk;
  const { urls, revert } = JSON.parse(text);
  const differences = [];
  for (const url of urls) {
    const dataSource = await createDataSource(AppConfig.parse({ DATABASE_URL: url, SECRET_KEY: 'x'.repeat(40) }));
    try {
      await dataSource.initialize();
      for (let left = revert; left > 0; left -= 1) await dataSource.undoLastMigration({ transaction: 'each' });
      const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
      differences.push(upQueries.map(({ query }) => query));
    } finally {
      await dataSource.destroy();
    }
  }
  process.stdout.write(JSON.stringify(differences));
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
