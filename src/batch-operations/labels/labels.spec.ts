import { BATCH_STATUSES } from '../../batch/model/status/batch-status.js';
import { LABELS, LANGUAGES, languageOf } from './labels.js';
import { OPERATION_TYPES } from '../../marketplace/rules/operation-type.js';

describe('labels', () => {
  it('are the published ones by default [S1-42, S1-46]', () => {
    const labels = LABELS[languageOf(undefined)];
    expect(labels.status.completed).toBe('Concluído');
    expect(labels.operationType.order_update).toBe('Atualização de Pedidos');
  });

  it.each(LANGUAGES)('differ for every status and type in %s', (language) => {
    const { status, operationType } = LABELS[language];
    expect(new Set(BATCH_STATUSES.map((code) => status[code])).size).toBe(BATCH_STATUSES.length);
    expect(new Set(OPERATION_TYPES.map((code) => operationType[code])).size).toBe(OPERATION_TYPES.length);
  });

  it.each([
    ['en', 'en'],
    ['en-US,en;q=0.9', 'en'],
    ['ru-RU, pt;q=0.5', 'ru'],
    ['PT-pt', 'pt-BR'],
    ['fr, de;q=0.9, ru;q=0.1', 'ru'],
    ['en;q=0.2, ru;q=0.8', 'ru'],
    ['en, ru', 'en'],
    ['en;q=0', 'pt-BR'],
    ['en;q=2', 'pt-BR'],
    ['en; q=0.5', 'en'],
    ['*', 'pt-BR'],
    ['', 'pt-BR'],
    [';;,,=', 'pt-BR'],
    ['english', 'pt-BR'],
  ])('are chosen for Accept-Language %p in %s [S1-42]', (header, language) => {
    expect(languageOf(header)).toBe(language);
  });

  it('are chosen by at most twenty ranges', () => {
    expect(languageOf(`${'fr,'.repeat(20)}en`)).toBe('pt-BR');
  });
});
