import { type AccountName, ACCOUNTS, KEYS, userId } from './accounts.js';
import { describeOnDatabases, Service } from './service.js';

/**
 * A part of a test file: tests of one subject that need no setting of their own and share a service with the other
 * parts of the file. Lists, figures, limits and contacts belong to a user, and every part has users of its own, so no
 * part sees what another one has left. Rows that belong to nobody (orders, say) have ids that no part may expect.
 *
 *   export const history = (own: OwnAccounts): void => {
 *     const { KEYS } = own;
 *     describe('History', () => {
 *       let service: Service;
 *       beforeAll(async () => {
 *         service = await own.begin();
 *       });
 *       …
 */
export type Part = (own: OwnAccounts) => void;

const NAMES = (Object.keys(ACCOUNTS) as AccountName[]).filter((name) => name !== 'admin');

/** One service for all parts of a file on one database: it starts when the first part begins. */
export class SharedService {
  private current: Promise<Service> | undefined;
  private begun = 0;

  constructor(private readonly start: () => Promise<Service>) {}

  /**
   * The running service; started again on its data when a part has killed it. One that ended by itself fails the part.
   */
  async running(): Promise<Service> {
    this.current ??= this.start();
    const service = await this.current;
    if (service.isRunning) return service;
    const { code, signal } = await service.exited;
    if (signal !== 'SIGKILL') throw new Error(`The service ended by itself (${String(code)}):\n${service.output}`);
    return this.restarted(service);
  }

  /** Starts it again, for this part and all later ones. */
  restarted(service: Service): Promise<Service> {
    this.current = service.again();
    return this.current;
  }

  /** A number that no other part has. */
  next(): number {
    return (this.begun += 1);
  }
}

/** The users of one part and their keys, with the roles and scopes of accounts.ts; known once the part has begun. */
export class OwnAccounts {
  /** Texts of the keys; the admin's is that of all parts. */
  readonly KEYS = { ...KEYS, ...Object.fromEntries(NAMES.map((name) => [name, `${name} is not there yet`])) };
  private readonly ids = new Map<AccountName, number>();
  private number = 0;

  constructor(private readonly shared: SharedService) {}

  /** Makes the users, and answers the service; in `beforeAll`. */
  async begin(): Promise<Service> {
    const service = await this.shared.running();
    this.number = this.shared.next();
    await Promise.all(NAMES.map((name) => this.make(service, name)));
    return service;
  }

  /** Another process on the same data, after the service was killed. */
  again(service: Service): Promise<Service> {
    return this.shared.restarted(service);
  }

  userId(name: AccountName): number {
    if (name === 'admin') return userId(name);
    const id = this.ids.get(name);
    if (id === undefined) throw new Error(`${name} is not there before the part has begun.`);
    return id;
  }

  email(name: AccountName): string {
    return `${name}-${this.number}@example.com`;
  }

  private async make(service: Service, name: AccountName): Promise<void> {
    const made = async (path: string, body: object): Promise<(field: string) => unknown> => {
      const answer = await service.request('POST', path, { body });
      if (answer.status !== 201) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
      return answer.at;
    };
    const { role, scopes } = ACCOUNTS[name];
    const id = Number((await made('/api/v1/users', { name, email: this.email(name), role }))('id'));
    this.ids.set(name, id);
    this.KEYS[name] = String((await made('/api/v1/keys', { name, scopes, user_id: id }))('key'));
  }
}

/** Runs the parts one after the other on one service of each database; those of a function may differ. */
export function describePartsOnDatabases(
  name: string,
  start: (on: 'embedded' | 'postgres') => Promise<Service>,
  parts: readonly Part[] | ((on: 'embedded' | 'postgres') => readonly Part[]),
): void {
  describeOnDatabases(name, (on) => runParts(() => start(on), typeof parts === 'function' ? parts(on) : parts));
}

/** The same on PostgreSQL alone: for what does not depend on the database. */
export function describePartsOnPostgres(name: string, parts: readonly Part[]): void {
  describe(name, () => runParts(() => Service.start({ on: 'postgres' }), parts));
}

function runParts(start: () => Promise<Service>, parts: readonly Part[]): void {
  const shared = new SharedService(start);
  for (const part of parts) part(new OwnAccounts(shared));
}
