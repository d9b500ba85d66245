import type { FastifyInstance } from 'fastify';
import { DataSource } from 'typeorm';
import { Contact } from '../../src/contact-analysis/store/contact.entity.js';

interface Body {
  readonly items: { readonly id: string; readonly data: Record<string, unknown>; readonly priority: number }[];
}

/** The insert builder of TypeORM, as a service writes contacts that has neither batches nor statements of its own. */
export async function addBuilderRoute(
  server: FastifyInstance,
  userOf: (key: string) => Promise<number>,
  url: string,
): Promise<void> {
  const dataSource = await new DataSource({ type: 'postgres', url, entities: [Contact] }).initialize();
  server.post<{ Body: Body }>('/builder', async (request) => {
    const ownerId = await userOf(String(request.headers['x-api-key']));
    const rows = request.body.items.map(({ id, data, priority }) => ({ ...data, ownerId, id, priority, extra: {} }));
    await dataSource.createQueryBuilder().insert().into(Contact).values(rows).orIgnore().execute();
    return { total: rows.length };
  });
}
