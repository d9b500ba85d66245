import { offlineSql, type Sql } from '../support/offline-sql.js';
import { copyTemplate } from '../support/service.js';
import { Balancer } from './balancer.js';
import { Member } from './member.js';
import type { PageSite } from './page-site.js';
import { ORDER_IDS, type Place, PREPARED, SETTINGS } from './place.js';

/** One process that does everything on the embedded database. */
export class Embedded implements Place {
  readonly name = 'embedded';
  readonly balancer: Balancer;

  private constructor(
    readonly member: Member,
    private readonly dataDir: string,
    readonly pages: PageSite,
    readonly orders: readonly number[],
  ) {
    this.balancer = new Balancer(() => (member.url === '' ? [] : [member.url]));
  }

  static async start(pages: PageSite): Promise<Embedded> {
    const dataDir = await copyTemplate();
    const rows = await offlineSql({ DATA_DIR: dataDir }, [...PREPARED, ORDER_IDS]);
    const env = { ...SETTINGS, ...pages.settings, WEBHOOK_ALLOW: '127.0.0.1' };
    const member = new Member('all', { dataDir }, env);
    const orders = (rows.at(-1) ?? []).map(({ id }) => Number(id));
    const embedded = new Embedded(member, dataDir, pages, orders);
    await embedded.restore();
    return embedded;
  }

  async read(statements: readonly Sql[]): Promise<Record<string, unknown>[][]> {
    await this.member.terminate();
    try {
      return await offlineSql({ DATA_DIR: this.dataDir }, statements);
    } finally {
      await this.restore();
    }
  }

  peek(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async restore(): Promise<void> {
    await this.member.start();
  }

  async stop(): Promise<void> {
    this.balancer.close();
    await this.member.kill9();
  }
}
