import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Language, languageOf } from '../labels/labels.js';

/** Chooses the language of the response by `Accept-Language`, and sets `Content-Language` and `Vary` accordingly. */
export function negotiateLanguage(request: FastifyRequest, reply: FastifyReply): Language {
  const language = languageOf(request.headers['accept-language']);
  void reply.header('Content-Language', language).header('Vary', 'Accept-Language');
  return language;
}
