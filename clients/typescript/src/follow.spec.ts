import { createClient } from './client.js';

describe('Following a batch', () => {
  it('does not flood a service whose streams are cut off after each event', async () => {
    const state = (status: string) =>
      `id: 1\nevent: snapshot\ndata: ${JSON.stringify({ id: '7', status, revision: status === 'completed' ? 2 : 1 })}\n\n`;
    const answers = ['processing', 'processing', 'processing', 'processing', 'completed'].map(state);
    const client = createClient({
      baseUrl: 'http://service.test',
      apiKey: 'the-key',
      fetch: () =>
        Promise.resolve(new Response(answers.shift() ?? '', { headers: { 'Content-Type': 'text/event-stream' } })),
    });
    const began = performance.now();
    expect((await client.batches.wait('7')).status).toBe('completed');
    // Four times at least an eighth of a second.
    expect(performance.now() - began).toBeGreaterThan(490);
  });
});
