import { Webhook } from 'standardwebhooks';
import { verifyWebhook, WebhookVerificationError } from './webhooks.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OTHER = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const BODY = JSON.stringify({ type: 'batch.completed', timestamp: '2026-01-01T00:00:00Z', data: { name: 'Ação' } });

/**
 * The time for all tests: the table of refusals is made first, and a busy machine may take seconds until its last line.
 */
const NOW = new Date();

/** The headers that a sender with this secret gives a message. */
const signed = (body = BODY, at = NOW, secret = SECRET) => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
  'webhook-signature': new Webhook(secret).sign('msg_1', at, body),
});

describe('verifyWebhook', () => {
  beforeAll(() => void jest.spyOn(Date, 'now').mockReturnValue(NOW.getTime()));
  afterAll(() => jest.restoreAllMocks());

  it('takes what another implementation of Standard Webhooks has signed, as text and as bytes', async () => {
    await expect(verifyWebhook(BODY, signed(), SECRET)).resolves.toMatchObject({ type: 'batch.completed' });
    await expect(verifyWebhook(new TextEncoder().encode(BODY), new Headers(signed()), SECRET)).resolves.toMatchObject({
      data: { name: 'Ação' },
    });
  });

  it('takes either secret, and either of two signatures, while a secret is being rotated', async () => {
    await expect(verifyWebhook(BODY, signed(), [OTHER, SECRET])).resolves.toBeDefined();
    const headers = signed();
    const both = `${signed(BODY, NOW, OTHER)['webhook-signature']} ${headers['webhook-signature']}`;
    await expect(verifyWebhook(BODY, { ...headers, 'Webhook-Signature': both }, SECRET)).resolves.toBeDefined();
  });

  it.each([
    ['a changed body', `${BODY} `, signed(), SECRET],
    ['another secret', BODY, signed(), OTHER],
    ['an old message', BODY, signed(BODY, new Date(NOW.getTime() - 301_000)), SECRET],
    ['a message from the future', BODY, signed(BODY, new Date(NOW.getTime() + 302_000)), SECRET],
    ['no signature', BODY, { ...signed(), 'webhook-signature': undefined }, SECRET],
    ['a signature of another scheme', BODY, { ...signed(), 'webhook-signature': 'v2,AAAA' }, SECRET],
    ['a signature that is no base64', BODY, { ...signed(), 'webhook-signature': 'v1,***' }, SECRET],
    ['an id that was not signed', BODY, { ...signed(), 'webhook-id': 'msg_2' }, SECRET],
    ['a secret that is none', BODY, signed(), 'whsec_***'],
  ])('refuses %s', async (_, body, headers, secret) => {
    await expect(verifyWebhook(body, headers, secret)).rejects.toThrow(WebhookVerificationError);
  });
});
