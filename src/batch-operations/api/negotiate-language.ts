import { ApiHeader } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Language, languageOf } from '../labels/labels.js';

/** Documents the header on a route whose answer has labels. */
export const TakesLanguage = (): MethodDecorator =>
  ApiHeader({
    name: 'Accept-Language',
    required: false,
    description: 'Language of the labels: Portuguese unless English or Russian is preferred.',
    schema: { type: 'string', example: 'en' },
  });

/** Chooses the language of the response by `Accept-Language`, and sets `Content-Language` and `Vary` accordingly. */
export function negotiateLanguage(request: FastifyRequest, reply: FastifyReply): Language {
  const language = languageOf(request.headers['accept-language']);
  void reply.header('Content-Language', language).header('Vary', 'Accept-Language');
  return language;
}
