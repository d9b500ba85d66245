import type { OwnAccounts } from '../../support/shared-service.js';
import type { Answer } from '../../support/client.js';
import type { Service } from '../../support/service.js';
import { CSV } from '../../support/table-files.js';

/** Sends a file as a batch of contacts of ana's, CSV unless the headers say otherwise. */
export const fileSender =
  (service: () => Service, keys: OwnAccounts['KEYS']) =>
  (
    raw: string | Uint8Array<ArrayBuffer>,
    query: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> =>
    service().request(
      'POST',
      `/api/v1/batches?${new URLSearchParams({ kind: 'contact_analysis', ...query }).toString()}`,
      { key: keys.ana, raw, headers: { 'Content-Type': CSV, ...headers } },
    );
