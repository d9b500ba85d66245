import type { Socket } from 'node:net';
import type { Answer } from '../../support/client.js';
import { expectNoSilence } from '../../support/event-loop.js';
import { eventually } from '../../support/eventually.js';
import { openSocket } from '../../support/raw-http.js';
import type { Service } from '../../support/service.js';
import type { Part } from '../../support/shared-service.js';

export const slowUploads: Part = (own) => {
  const { KEYS } = own;

  describe('Slow uploads', () => {
    const LINES = { 'Content-Type': 'application/x-ndjson' };
    const lines = (id: string): string => `{"kind":"contact_analysis"}\n{"id":"${id}","data":{}}\n`;
    const begin = async (service: Service, head: string): Promise<Socket> => {
      const socket = await openSocket(service.url);
      socket.write(`${head}Host: x\r\nX-API-Key: ${KEYS.ana}\r\nContent-Length: 5000\r\n`);
      return socket;
    };

    it('of one key leave places for other keys, and end when they do not come on', async () => {
      const service = await own.begin();
      const stream = (key: string, id: string): Promise<Answer> =>
        service.request('POST', '/api/v1/batches', { key, raw: lines(id), headers: LINES });
      const slow: Socket[] = [];
      // Begun anew each time: on a machine that rests for their five seconds they end before anyone looks.
      await eventually('the key has its share', async () => {
        for (const socket of slow.splice(0)) socket.destroy();
        for (let n = 0; n < 4; n += 1) {
          const socket = await begin(service, 'POST /api/v1/batches HTTP/1.1\r\n');
          socket.write(`Content-Type: application/x-ndjson\r\n\r\n${lines(`slow-${n}`)}`);
          slow.push(socket);
        }
        return (await stream(KEYS.ana, 'third')).status === 429;
      });
      expect((await stream(KEYS.otto, 'other')).status).toBe(201);
      await eventually(
        'the places are free again',
        async () => (await stream(KEYS.ana, 'later')).status === 201,
        60_000,
      );
      for (const socket of slow) socket.destroy();
      await expectNoSilence(service);
    });
  });
};
