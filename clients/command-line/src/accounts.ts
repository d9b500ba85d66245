import type { JsonBody } from '../../typescript/src/main.js';
import type { Context } from './context.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { first, paged, write } from './listing.js';

type NewKey = JsonBody<'issueKey'>;
type NewWebhook = JsonBody<'registerWebhook'>;

/** `keys list` */
export async function listKeys({ client, out }: Context<object>): Promise<ExitCode> {
  const keys = paged((cursor: string | undefined) =>
    client.keys.list({ limit: 100, ...(cursor === undefined ? {} : { cursor }) }),
  );
  await write(out, ['ID', 'NAME', 'SCOPES', 'EXPIRES'], keys, (key) => [
    String(key.id),
    key.name,
    key.scopes.join(','),
    key.expires_at ?? 'never',
  ]);
  return EXIT.succeeded;
}

/** `keys create`: the text of the key, this once, on standard output. */
export async function createKey(
  { client, out, flags }: Context<{ readonly scope: readonly string[]; readonly expires?: string }>,
  name: string,
): Promise<ExitCode> {
  const wanted = { name, scopes: flags.scope, ...(flags.expires === undefined ? {} : { expires_at: flags.expires }) };
  const issued = await client.keys.issue(wanted as unknown as NewKey);
  if (out.isJson) await out.json(issued);
  else await out.line(issued.key);
  out.say('Shown this once.');
  return EXIT.succeeded;
}

/** `keys revoke` */
export async function revokeKey({ client, out }: Context<object>, id: string): Promise<ExitCode> {
  await client.keys.revoke(id);
  out.say(`${id}: revoked`);
  return EXIT.succeeded;
}

/** `webhooks list` */
export async function listWebhooks({ client, out }: Context<object>): Promise<ExitCode> {
  const { results } = await client.webhooks.list();
  if (out.isJson) for (const one of results) await out.json(one);
  else
    await out.table(
      ['ID', 'URL', 'EVENTS'],
      results.map(({ id, url, events }) => [String(id), url ?? '', (events ?? []).join(',')]),
    );
  return EXIT.succeeded;
}

/** `webhooks add`: its secret, this once, on standard output. */
export async function addWebhook(
  { client, out, flags }: Context<{ readonly event?: readonly string[] }>,
  url: string,
): Promise<ExitCode> {
  const wanted = { url, ...(flags.event === undefined ? {} : { events: flags.event }) };
  const registered = await client.webhooks.register(wanted as unknown as NewWebhook);
  if (out.isJson) await out.json(registered);
  else await out.line(registered.secret);
  out.say(`Registered as ${registered.id}. The secret is shown this once.`);
  return EXIT.succeeded;
}

/** `webhooks remove`, `test`, `rotate` */
export async function changeWebhook(
  { client, out }: Context<object>,
  what: 'remove' | 'test' | 'rotate',
  id: string,
): Promise<ExitCode> {
  if (what === 'remove') await client.webhooks.delete(id);
  if (what === 'test') await client.webhooks.test(id);
  if (what === 'rotate') {
    const rotated = await client.webhooks.rotateSecret(id);
    if (out.isJson) await out.json(rotated);
    else await out.line(rotated.secret);
  }
  out.say(
    `${id}: ${{ remove: 'removed', test: 'a message is on its way', rotate: 'the secret is shown this once' }[what]}`,
  );
  return EXIT.succeeded;
}

/** `webhooks deliveries`: newest first. */
export async function listDeliveries(
  { client, out, flags }: Context<{ readonly limit?: number }>,
  id: string,
): Promise<ExitCode> {
  const { limit = Infinity } = flags;
  const deliveries = paged((cursor: number | undefined) =>
    client.webhooks.deliveries(id, { limit: Math.min(100, limit), ...(cursor === undefined ? {} : { cursor }) }),
  );
  await write(out, ['ID', 'STATUS', 'EVENT', 'CREATED'], first(limit, deliveries), (one) =>
    [one.id, one.status, one.event ?? '', one.created_at].map(String),
  );
  return EXIT.succeeded;
}
