import type { FastifyInstance } from 'fastify';
import { invalid } from '../errors/app-error.js';

/**
 * Rejects NUL in query and path values: PostgreSQL cannot store it and would fail with its own error (22021).
 * Bodies are screened where they are parsed.
 */
export function screenQueries(http: FastifyInstance): void {
  http.addHook('preValidation', async (request) => {
    const values = { ...(request.params as object), ...(request.query as object) };
    const faulty = Object.entries(values).find(([, value]) => [value].flat().some(hasNul));
    if (faulty === undefined) return;
    throw invalid([
      {
        field: faulty[0],
        message: 'must not contain the character NUL',
        invalid_value: null,
        error_type: 'invalid_characters',
      },
    ]);
  });
}

const hasNul = (value: unknown): boolean => typeof value === 'string' && value.includes('\0');
