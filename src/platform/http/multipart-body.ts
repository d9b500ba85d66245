import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { atLeastRate } from './least-rate.js';
import { policyOf } from './route-policy.js';

/** Limits of form fields, sizes in bytes; files have the limits of their route. */
const FORM_LIMITS = { fieldNameSize: 100, fieldSize: 4096, fields: 10, headerPairs: 20 } as const;

interface UploadLimits {
  /** Maximum size of one file in bytes. */
  readonly fileBytes: number;
  readonly files: number;
  /** Text fields, and bytes of one; those of all forms when omitted. */
  readonly fields?: number;
  readonly fieldBytes?: number;
}

/** A file while it arrives. */
interface UploadedPart {
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

/** A form while it arrives. */
export interface Upload {
  /** The text fields received so far; all of them once the files were read. */
  readonly fields: ReadonlyMap<string, string>;
  /** The files in order. Each must be read or abandoned before the next one comes. */
  files(): AsyncGenerator<UploadedPart>;
}

/** Accepts forms with files on routes that declare `multipart`; every other route still rejects them. */
export function useMultipartBody(http: FastifyInstance): void {
  http.register(multipart, { limits: FORM_LIMITS });
  http.addHook('preParsing', async (request) => {
    if (/^multipart\//i.test(request.headers['content-type'] ?? '') && policyOf(request)?.multipart !== true)
      throw new AppError('UNSUPPORTED_MEDIA_TYPE');
  });
}

/**
 * Reads a form while it arrives. Throws UNSUPPORTED_MEDIA_TYPE for another body, PAYLOAD_TOO_LARGE over its limits.
 */
export function readUpload(request: FastifyRequest, limits: UploadLimits): Upload {
  if (!request.isMultipart())
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'The body must be multipart/form-data with the files.');
  const fields = new Map<string, string>();
  const { fields: mostFields = FORM_LIMITS.fields, fieldBytes = FORM_LIMITS.fieldSize } = limits;
  async function* files(): AsyncGenerator<UploadedPart> {
    const parts = request.parts({
      limits: {
        ...FORM_LIMITS,
        fieldSize: fieldBytes,
        fields: mostFields,
        fileSize: limits.fileBytes,
        files: limits.files,
        parts: limits.files + mostFields,
      },
    });
    for await (const part of parts) {
      if (part.type === 'file')
        yield { name: part.filename, content: atLeastRate(part.file as AsyncIterable<Uint8Array>) };
      else fields.set(part.fieldname, String(part.value));
    }
  }
  return { fields, files };
}
