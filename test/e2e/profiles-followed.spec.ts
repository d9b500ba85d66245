import { KEYS } from '../support/accounts.js';
import { EventStream } from '../support/event-stream.js';
import { eventually } from '../support/eventually.js';
import { importResume, pdlPerson, PROFILES, profileUrl, resume, slugAsked } from '../support/profiles.js';
import { ProviderServer, type Received, type Reply } from '../support/provider-server.js';
import { describeOnDatabases, Service } from '../support/service.js';
import { verify, WebhookReceiver } from '../support/webhook-receiver.js';

describeOnDatabases('Batches of profiles that are followed', (on) => {
  let service: Service;
  let receiver: WebhookReceiver;
  let pdl: ProviderServer;
  let answer: (request: Received) => Reply | Promise<Reply> = () => ({ status: 404 });
  const key = KEYS.ana;
  const profile = (slug: string): object => ({
    linkedin_url: profileUrl(slug),
    suggested_role: 'CTO',
    include_companies: false,
  });

  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    pdl = await ProviderServer.start((request) => answer(request));
    service = await Service.start({
      on,
      env: {
        WEBHOOK_ALLOW: '127.0.0.1',
        PDL_API_KEY: 'k'.repeat(64),
        PDL_BASE_URL: `${pdl.base}/v5`,
      },
    });
  });
  afterAll(() => Promise.all([receiver.close(), pdl.stop()]));

  it('calls a webhook when a batch of profiles ends, with counts and without personal data [S4-44]', async () => {
    answer = () => ({ status: 404 });
    await importResume(service, key, 'called-back', resume('Carla Rückruf', [{ company: 'Quillmark', title: 'CTO' }]));
    const endpoint = await service.request('POST', '/api/v1/webhooks', {
      key,
      body: { url: receiver.url('/profiles'), events: ['batch.partial'] },
    });
    const made = await service.request('POST', PROFILES, {
      key,
      headers: { Prefer: 'respond-async' },
      body: { profiles: [profile('called-back'), profile('nobody-calls')], webhook_url: receiver.url('/one-batch') },
    });
    expect(made.status).toBe(202);
    for (const path of ['/profiles', '/one-batch']) {
      const one = await receiver.next('the end', (got) => got.path === path && got.message.type === 'batch.partial');
      expect(one.message.data).toMatchObject({
        batch_id: made.at('batch_id'),
        kind: 'profile_ingestion',
        counters: { total: 2, succeeded: 1, failed: 1 },
      });
      expect(one.body).not.toMatch(/called-back|nobody-calls|Carla/);
      if (path === '/profiles') verify(endpoint.at('secret') as string, one);
    }
  });

  it('counts in the analytics what a provider was asked, not what the limit of a batch kept from it', async () => {
    answer = (request) => ({ body: pdlPerson(slugAsked(request)) });
    const made = await service.request('POST', PROFILES, {
      key: KEYS.otto,
      body: { profiles: ['asked-for', 'not-asked-for'].map(profile), max_concurrent: 1, max_provider_calls: 1 },
    });
    expect([made.at('successful'), made.at('failed')]).toEqual([1, 1]);
    const figures = await service.request('GET', '/api/v1/profiles/analytics?timeframe=1h', { key: KEYS.otto });
    expect(figures.at('providers')).toContainEqual(expect.objectContaining({ provider: 'pdl', asked: 1, found: 1 }));
  });

  it('streams the progress of a batch of profiles, one profile after the other [S4-45]', async () => {
    const release: (() => void)[] = [];
    answer = async (request) => {
      await new Promise<void>((resolve) => release.push(resolve));
      return { body: pdlPerson(slugAsked(request)) };
    };
    const slugs = ['live-one', 'live-two', 'live-three'];
    const made = await service.request('POST', PROFILES, {
      key,
      headers: { Prefer: 'respond-async' },
      body: { profiles: slugs.map(profile), max_concurrent: 1 },
    });
    const id = String(made.at('batch_id'));
    const stream = await EventStream.open(`${service.url}/api/v1/batches/${id}/events`, { 'X-API-Key': key });
    try {
      for (const done of [1, 2, 3]) {
        await eventually('the next profile is asked for', () => release.length === 1);
        release.shift()?.();
        const event = await stream.next(
          `${done} profiles`,
          ({ data }) => (data as { counters: { succeeded: number } }).counters.succeeded === done,
        );
        expect(event.data).toMatchObject({ kind: 'profile_ingestion', counters: { total: 3, succeeded: done } });
      }
      await stream.closed();
      expect((stream.events.at(-1)?.data as { status: string }).status).toBe('completed');
      expect(JSON.stringify(stream.events)).not.toContain('live-one');
    } finally {
      stream.close();
    }
  });
});
