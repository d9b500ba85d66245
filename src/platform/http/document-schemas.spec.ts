import type { OpenAPIObject } from '@nestjs/swagger';
import { documentSchemas } from './document-schemas.js';

const fieldOf = (type: string, description: string): unknown => {
  const schemas = { OneDto: { type: 'object', properties: { field: { type, description } } } };
  const document = documentSchemas({
    openapi: '3.0.0',
    paths: {},
    components: { schemas },
  } as unknown as OpenAPIObject);
  const one = document.components?.schemas?.['One'] as { readonly properties: { readonly field: object } };
  return one.properties.field;
};

describe('The default in the text of a field', () => {
  it.each([
    ['number', 'Default 300.', 300],
    ['boolean', 'Default true.', true],
    ['string', 'Default `normal`.', 'normal'],
    ['string', 'Default none.', 'none'],
  ])('of type %s: %s', (type, text, value) => expect(fieldOf(type, text)).toMatchObject({ default: value }));

  it.each(['number', 'boolean', 'array', 'object'])('is none when no value of type %s is told', (type) =>
    expect(fieldOf(type, 'Default none.')).not.toHaveProperty('default'),
  );
});
