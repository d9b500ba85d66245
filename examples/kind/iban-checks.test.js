import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startTestService } from 'batchwright/kind/testing';
import ibanChecks from './iban-checks.js';

const GERMAN = 'DE89 3704 0044 0532 0130 00';
const BRITISH = 'GB29 NWBK 6016 1331 9268 19';

describe('iban_checks', () => {
  /** @type {import('batchwright/kind/testing').TestService} */
  let service;
  before(async () => {
    service = await startTestService([ibanChecks], { IBAN_COUNTRIES: 'DE,GB,FR' });
  });
  after(() => service.stop());

  const submit = (items, options = {}) =>
    service.request('POST', '/api/v1/batches', { kind: 'iban_checks', items, options });

  it('checks length and checksum of every item', async () => {
    const submitted = await submit(
      [GERMAN, BRITISH, `${GERMAN}1`, GERMAN.replace('3704', '3705'), 'XX00'].map((iban) => ({ iban })),
    );
    assert.equal(submitted.status, 201);
    const { id } = submitted.body;
    const batch = await service.ended(id);
    assert.equal(batch.status, 'partial');
    const { body } = await service.request('GET', `/api/v1/batches/${id}/items`);
    assert.deepEqual(
      body.results.map(({ output, error }) => output?.country ?? error.code),
      ['DE', 'GB', 'IBAN_LENGTH', 'IBAN_CHECKSUM', 'IBAN_COUNTRY'],
    );
  });

  it('takes a correction by a retry, and exports what it found', async () => {
    const { body } = await submit([{ iban: GERMAN }, { iban: 'GB29 NWBK' }]);
    await service.ended(body.id);
    const inputs = { 1: { iban: BRITISH } };
    const retried = await service.request('POST', `/api/v1/batches/${body.id}/retry`, { inputs });
    assert.equal(retried.status, 200);
    assert.equal((await service.ended(body.id)).status, 'completed');
    const { text } = await service.request('GET', `/api/v1/batches/${body.id}/export?format=csv&bom=false`);
    assert.match(text, /country,account/);
    assert.match(text, /GB,NWBK60161331926819/);
  });

  it('refuses items and options that are misshapen', async () => {
    const item = await submit([{ iban: 7 }]);
    assert.equal(item.status, 422);
    assert.equal(item.body.validation_errors[0].field, 'items.0.iban');
    assert.equal((await submit([{ iban: GERMAN }], { countries: ['Germany'] })).status, 422);
  });
});
