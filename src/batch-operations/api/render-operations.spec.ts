import type { StoredBatch } from '../store/operations-queries.js';
import { durationSeconds, renderStatus } from './render-operations.js';

const at = (text: string): Date => new Date(`2026-05-04T${text}Z`);
const batch = (more: Partial<StoredBatch> = {}): StoredBatch => ({
  publicId: '7',
  operationType: 'order_update',
  status: 'processing',
  counters: { total: 3, pending: 1, running: 0, succeeded: 1, failed: 1, cancelled: 0 },
  createdAt: at('10:00:00.000'),
  startedAt: at('10:00:01.000'),
  completedAt: null,
  ...more,
});

describe('renderStatus', () => {
  it('shows seconds from start to end, so far while it runs, and null before [S1-47]', () => {
    const now = at('10:00:03.500');
    expect(durationSeconds(batch({ completedAt: at('10:00:01.150') }), now)).toBe(0.15);
    expect(durationSeconds(batch(), now)).toBe(2.5);
    expect(durationSeconds(batch({ startedAt: null }), now)).toBeNull();
  });

  it('never shows a negative time when the clocks of two machines differ [S1-47]', () => {
    expect(durationSeconds(batch(), at('10:00:00.000'))).toBe(0);
  });

  it('shows a running batch: ended operations by index, and the codes [S1-24, S1-48, S1-49]', () => {
    const status = renderStatus(
      batch(),
      [
        { index: 0, output: { id: 1 }, error: null },
        { index: 2, output: null, error: { code: 'PERMISSION_DENIED', message: 'Not yours.' } },
      ],
      'pt-BR',
      at('10:00:03.500'),
    );
    expect(status).toMatchObject({
      batch_id: 7,
      status: 'Processando',
      status_code: 'processing',
      operation_type_code: 'order_update',
      progress: 66.67,
      success_rate: 50,
      result_data: { 0: { id: 1 } },
      error_details: { 2: { code: 'PERMISSION_DENIED', message: 'Not yours.', type: 'PermissionError' } },
    });
  });
});
