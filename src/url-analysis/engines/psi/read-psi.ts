import { z } from 'zod';
import { type Reading, readReply } from '../../../platform/providers/read-reply.js';
import { asRecord, asString } from '../loose-json.js';
import { type ParsedLighthouse, parseLighthouse } from '../lighthouse/parse-lighthouse.js';
import type { FieldData } from '../url-result.js';
import { readFieldData } from './psi-field-data.js';

/** Values of a reply: a page of thousands of requests has some 100,000. */
const MAX_VALUES = 500_000;
/** Longest address in characters. */
const MAX_ADDRESS = 4_096;

/** What is used of a reply of PageSpeed Insights. */
export interface PsiReply {
  readonly parsed: ParsedLighthouse;
  readonly field: FieldData | null;
  /** The address that was analysed. */
  readonly id: string | null;
  readonly analysedAt: string | null;
}

/** Reads a reply. Synchronous and CPU-intensive: call it in a thread (`PsiReader`). */
export function readPsi(body: Uint8Array): Reading<PsiReply> {
  const reading = readReply(body, z.unknown().transform(asRecord), MAX_VALUES);
  if (!('value' in reading)) return reading;
  const reply = reading.value;
  const parsed = parseLighthouse(reply['lighthouseResult'], 'psi');
  return {
    value: {
      parsed: { ...parsed, version: parsed.version.slice(0, 100), finalUrl: addressOf(parsed.finalUrl) },
      field: readFieldData(reply['loadingExperience'], reply['originLoadingExperience']),
      id: addressOf(reply['id']),
      analysedAt: asString(reply['analysisUTCTimestamp'])?.slice(0, 100) ?? null,
    },
  };
}

function addressOf(value: unknown): string | null {
  const text = asString(value);
  return text === null || text.length > MAX_ADDRESS ? null : text;
}
