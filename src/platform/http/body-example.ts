import { ApiExtension } from '@nestjs/swagger';
import { EXAMPLE_EXTENSION } from './document-operations.js';

/**
 * The example of a route's JSON body in the OpenAPI document, and so what Swagger UI sends. It must succeed as it stands
 * on a service without data, and a second time; a test sends every one twice.
 */
export const BodyExample = (example: object): MethodDecorator => ApiExtension(EXAMPLE_EXTENSION, example);
