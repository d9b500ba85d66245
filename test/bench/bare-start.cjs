// What a start is compared with: `node bare-start.cjs nest`, a Nest service on Fastify with one route, and
// `node bare-start.cjs database <directory>`, the embedded database's own open. Each prints a line when it is ready,
// and ends with its standard input.
require('reflect-metadata');

async function startNest() {
  const { Controller, Get, Module } = require('@nestjs/common');
  const { NestFactory } = require('@nestjs/core');
  const { FastifyAdapter } = require('@nestjs/platform-fastify');
  class Root {
    answer() {
      return { status: 'healthy' };
    }
  }
  Get()(Root.prototype, 'answer', Object.getOwnPropertyDescriptor(Root.prototype, 'answer'));
  Controller()(Root);
  class Bare {
    name = 'bare';
  }
  Module({ controllers: [Root] })(Bare);
  const app = await NestFactory.create(Bare, new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  return String(app.getHttpServer().address().port);
}

async function openDatabase(dataDir) {
  const { PGlite } = require('@electric-sql/pglite');
  const { pg_trgm } = require('@electric-sql/pglite/contrib/pg_trgm');
  const { vector } = require('@electric-sql/pglite-pgvector');
  const database = await PGlite.create({ dataDir, extensions: { vector, pg_trgm } });
  await database.query('SELECT 1');
  return 'open';
}

const [what, dataDir] = process.argv.slice(2);
void (what === 'nest' ? startNest() : openDatabase(dataDir)).then((line) => {
  console.log(line);
  process.stdin.resume().on('end', () => process.exit(0));
});
