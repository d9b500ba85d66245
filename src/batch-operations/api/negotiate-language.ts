import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Language, languageOf } from '../rules/labels.js';

/** The language the caller wants; caches and callers are told that the answer depends on it. */
export function negotiateLanguage(request: FastifyRequest, reply: FastifyReply): Language {
  const language = languageOf(request.headers['accept-language']);
  void reply.header('Content-Language', language).header('Vary', 'Accept-Language');
  return language;
}
