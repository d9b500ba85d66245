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

  it.each(['auto', 'poll'] as const)(
    'bears a lost connection after the caller took long for a state: %s',
    async (mode) => {
      const state = (revision: number, status: string) => JSON.stringify({ id: '7', status, revision });
      const stream = (text: string) => `id: 1\nevent: snapshot\ndata: ${text}\n\n`;
      const toAnswer = (text: string) =>
        mode === 'poll'
          ? new Response(text, { headers: { 'Content-Type': 'application/json' } })
          : new Response(stream(text), { headers: { 'Content-Type': 'text/event-stream' } });
      const answers = [state(1, 'processing'), undefined, state(2, 'completed')];
      const client = createClient({
        baseUrl: 'http://service.test',
        apiKey: 'the-key',
        retries: 0,
        fetch: () => {
          const text = answers.shift();
          return text === undefined ? Promise.reject(new TypeError('Lost.')) : Promise.resolve(toAnswer(text));
        },
      });
      const clock = jest.spyOn(Date, 'now');
      try {
        const seen: string[] = [];
        for await (const { status } of client.batches.watch('7', { mode, pollMs: 1 })) {
          seen.push(status);
          const later = Date.now() + 3_600_000;
          clock.mockReturnValue(later);
        }
        expect(seen).toEqual(['processing', 'completed']);
      } finally {
        clock.mockRestore();
      }
    },
  );
});
