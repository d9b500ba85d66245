/** A text. */
export const TEXT = { type: 'string' } as const;
/** A text, or null. */
export const TEXT_OR_NULL = { anyOf: [TEXT, { type: 'null' }] } as const;

/** JSON Schema of an object that has these members and no others, as servers want it of which the form is strict. */
export const objectForm = (properties: Readonly<Record<string, object>>): object => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
