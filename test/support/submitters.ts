import type { Answer } from './client.js';
import type { Service } from './service.js';

/** A batch whose 2xx answer arrived whole: the service has promised it. */
export interface Acknowledged {
  readonly batchId: string;
  readonly ids: readonly string[];
}

/** Clients that submit contacts one batch after the other, and note what was acknowledged, until they are stopped. */
export class Submitters {
  readonly acknowledged: Acknowledged[] = [];
  /** Answers other than 2xx, and ids of batches that got no answer at all. */
  readonly refused: Answer[] = [];
  readonly unanswered: (readonly string[])[] = [];
  private isStopped = false;
  private readonly loops: readonly Promise<void>[];

  constructor(
    private readonly service: Service,
    private readonly key: string,
    { clients = 8, size = 20, prefix = 's' }: { clients?: number; size?: number; prefix?: string } = {},
  ) {
    this.loops = Array.from({ length: clients }, (_, client) => this.submit(`${prefix}-${client}`, size));
  }

  /** Lets every client finish the request it is in. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.loops);
  }

  private async submit(prefix: string, size: number): Promise<void> {
    for (let round = 0; !this.isStopped; round += 1) {
      const ids = Array.from({ length: size }, (_, n) => `${prefix}-${round}-${n}`);
      try {
        const body = { items: ids.map((id) => ({ id, data: { name: id } })) };
        const answer = await this.service.request('POST', '/api/v1/batch-process', {
          key: this.key,
          body,
          checked: false,
        });
        if (answer.status === 200) this.acknowledged.push({ batchId: String(answer.at('batch_id')), ids });
        else this.refused.push(answer);
      } catch {
        this.unanswered.push(ids);
        if (!this.service.isRunning) return;
      }
    }
  }
}
