import { OPERATION_TEMPLATES, TEMPLATE_NAMES } from './operation-templates.js';
import { readOperation } from '../../marketplace/rules/read-operation.js';

describe('operation templates', () => {
  it.each(TEMPLATE_NAMES)('%s is an operation that its type accepts [S1-68]', (name) => {
    const { method, data, operation_type } = OPERATION_TEMPLATES[name];
    expect(readOperation({ method, resource_id: 1, data }, operation_type)).not.toHaveProperty('error');
  });
});
