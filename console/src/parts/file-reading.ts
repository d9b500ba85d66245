import { hasCode, type Import } from 'batchwright-client';
import { useEffect, useRef, useState } from 'react';
import type { Check } from '../api/check';
import type { Kind } from '../api/kinds';
import type { Source } from '../api/submit';
import { store, stored } from '../app/stored';
import { Remembered } from './remembered';

const PLACE = 'batchwright.mappings';

export const remembered = new Remembered({ read: () => stored(PLACE), write: (text) => store(PLACE, text) });

interface Asked {
  readonly data: Check | undefined;
  readonly error: unknown;
  readonly isPlaceholderData: boolean;
}

/**
 * How the service read the file that is in hand. It stays while a changed mapping is checked, and when it is refused,
 * so that there is something to mend. A mapping that was taken is kept for the next file with the same columns; one
 * that was kept and is refused is forgotten.
 */
export function useFileReading(
  kind: Kind,
  source: Source | undefined,
  asked: Source | undefined,
  { data, error, isPlaceholderData }: Asked,
  onMapped: (source: Source) => void,
): Import | undefined {
  const [known, setKnown] = useState<{ readonly file: File; readonly read: Import }>();
  const recalled = useRef<unknown>(undefined);
  const file = source?.type === 'file' ? source.file : undefined;
  const read = isPlaceholderData ? undefined : data?.import;
  useEffect(() => {
    if (read === undefined || asked?.type !== 'file') return;
    setKnown({ file: asked.file, read });
    const columns = read.columns.map(({ name }) => name);
    if (asked.mapping !== undefined) return void remembered.keep(kind.name, columns, asked.mapping);
    if (source?.type !== 'file' || source.file !== asked.file || source.mapping !== undefined) return;
    const mapping = remembered.find(kind.name, columns);
    recalled.current = mapping;
    if (mapping !== undefined) onMapped({ ...source, mapping });
  }, [read]);
  useEffect(() => {
    if (asked?.type !== 'file' || asked.mapping === undefined || asked.mapping !== recalled.current) return;
    if (!hasCode(error, 'VALIDATION_ERROR')) return;
    remembered.forget(kind.name, Object.keys(asked.mapping.columns ?? {}));
    if (source === asked) onMapped({ ...asked, mapping: undefined });
  }, [error]);
  return known !== undefined && known.file === file ? known.read : undefined;
}
