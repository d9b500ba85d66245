import { KEYS } from '../support/accounts.js';
import { eventually } from '../support/eventually.js';
import { describeEverywhere, Service } from '../support/service.js';
import { Submitters } from '../support/submitters.js';

/** The data to check, in one statement so that it is one snapshot. */
const CHECKED = `
  SELECT (SELECT json_object_agg(public_id, total_count) FROM batches) AS batches,
         (SELECT count(*)::int FROM batches WHERE status <> 'completed' OR succeeded_count <> total_count) AS unfinished,
         (SELECT count(*)::int FROM batches b WHERE total_count <> (SELECT count(*) FROM batch_items i WHERE i.batch_id = b.id)) AS halved,
         (SELECT json_object_agg(id, batch_id) FROM contact_analysis) AS contacts,
         (SELECT count(*)::int FROM batch_items) AS items`;

describeEverywhere('SIGKILL during submissions', (on) => {
  it('loses nothing acknowledged and halves nothing, three times over', async () => {
    let service = await Service.start({ on });
    const acknowledged: Submitters['acknowledged'] = [];
    for (let round = 0; round < 3; round += 1) {
      const submitters = new Submitters(service, KEYS.ana, { prefix: `kill-${round}` });
      const wanted = 20 + Math.floor(Math.random() * 40);
      await eventually('enough is acknowledged', () => submitters.acknowledged.length >= wanted, 30_000);
      await service.kill9();
      await submitters.stop();
      acknowledged.push(...submitters.acknowledged);
      expect(submitters.refused).toEqual([]);
      service = await service.again();
    }
    await service.stop();

    const [checked] = (await service.sql(CHECKED)) as [
      {
        batches: Record<string, number>;
        unfinished: number;
        halved: number;
        contacts: Record<string, string>;
        items: number;
      },
    ];
    const lost = acknowledged.filter(
      ({ batchId, ids }) =>
        checked.batches[batchId] !== ids.length || ids.some((id) => checked.contacts[id] !== batchId),
    );
    expect(acknowledged.length).toBeGreaterThanOrEqual(60);
    expect(lost).toEqual([]);
    expect(checked).toMatchObject({ unfinished: 0, halved: 0 });
    expect(Object.keys(checked.contacts)).toHaveLength(checked.items);
  }, 240_000);

  it('killed before the answer arrives, the client’s retry with its key finds one batch', async () => {
    const first = await Service.start({ on });
    const request = {
      key: KEYS.ana,
      headers: { 'Idempotency-Key': 'once' },
      body: { items: Array.from({ length: 500 }, (_, n) => ({ id: `once-${n}`, data: {} })) },
    };
    const answer = first.request('POST', '/api/v1/batch-process', request).catch(() => undefined);
    await eventually(
      'the request is on its way',
      async () => (await first.request('GET', '/api/v1/batches')).status === 200,
    );
    await first.kill9();
    const acknowledged = (await answer)?.text;

    const second = await first.again();
    const retried = await second.request('POST', '/api/v1/batch-process', request);
    expect(retried.body).toMatchObject({ total: 500, successful: 500 });
    if (acknowledged !== undefined) expect(retried.text).toBe(acknowledged);
    expect((await second.request('GET', '/api/v1/batches?total=true')).at('total')).toBe(1);
    await second.stop();
  });
});
