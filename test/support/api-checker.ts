import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Answer } from './answer.js';

type Json = Record<string, unknown>;

interface Operation {
  readonly method: string;
  readonly pattern: RegExp;
  readonly name: string;
  readonly responses: Readonly<Record<string, Response>>;
}

interface Response {
  readonly $ref?: string;
  readonly content?: Record<string, { readonly schema?: Json }>;
  readonly headers?: Readonly<Record<string, unknown>>;
}

/** Headers that a caller acts on; a response that has one declares it. */
const DECLARED_HEADERS = [
  'Location',
  'Retry-After',
  'Idempotency-Replayed',
  'Preference-Applied',
  'Content-Disposition',
  'Content-Language',
  'ETag',
  'WWW-Authenticate',
  'X-Trace-Id',
];

/** Statuses that need no documented route: nothing is there, or the request never reached a route. */
const WITHOUT_ROUTE = new Set([400, 404, 405, 408, 413, 414, 431]);
/** The documentation routes are not in the document. */
const UNDOCUMENTED = /^\/docs(-json|-yaml|\/.*)?$/;

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/**
 * Compares answers with the service's own OpenAPI document: the route must be in it, the status (or `default`)
 * declared, the JSON valid, and no field undeclared.
 */
export class ApiChecker {
  private readonly compiled = new Map<string, ValidateFunction>();

  private constructor(
    private readonly ajv: Ajv,
    private readonly operations: readonly Operation[],
  ) {}

  /** The checker for the text of a document; services with the same document share it and its compiled schemas. */
  static for(text: string): ApiChecker {
    const known = checkers.get(text) ?? ApiChecker.of(JSON.parse(text) as Json);
    checkers.set(text, known);
    return known;
  }

  private static of(document: Json): ApiChecker {
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats.default(ajv);
    const { components } = toJsonSchema(document) as { components?: { schemas?: Record<string, Json> } };
    ajv.addSchema({ $id: 'api', components: { schemas: closeAll(components?.schemas ?? {}) } });
    const paths = document['paths'] as Record<string, Record<string, Pick<Operation, 'responses'>>>;
    const shared = (document['components'] as { responses?: Record<string, Response> }).responses ?? {};
    const operations = Object.entries(paths).flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const operation = item[method];
        if (operation === undefined) return [];
        const name = `${method.toUpperCase()} ${path}`;
        const responses = Object.entries(operation.responses).map(([status, response]) => [
          status,
          response.$ref === undefined ? response : shared[response.$ref.split('/').at(-1) ?? ''],
        ]);
        return [
          {
            method: method.toUpperCase(),
            name,
            pattern: toPattern(path),
            responses: Object.fromEntries(responses) as Operation['responses'],
          },
        ];
      }),
    );
    return new ApiChecker(ajv, operations);
  }

  /** Throws when the response does not match the document. */
  check(method: string, path: string, answer: Answer): void {
    const bare = (path.split('?', 1)[0] ?? '').replace(/(.)\/$/, '$1');
    if (UNDOCUMENTED.test(bare) || method === 'OPTIONS' || method === 'HEAD') return;
    const operation = this.find(method, bare);
    if (operation === undefined) {
      if (WITHOUT_ROUTE.has(answer.status)) return;
      throw new Error(`${method} ${bare} answered ${answer.status} but is not in the OpenAPI document.`);
    }
    const response =
      operation.responses[String(answer.status)] ?? (answer.status >= 400 ? operation.responses['default'] : undefined);
    if (response === undefined)
      throw new Error(
        `${operation.name} answered ${answer.status}, which its document does not declare: ${answer.text.slice(0, 500)}`,
      );
    const undeclared = DECLARED_HEADERS.filter(
      (name) => answer.headers.has(name) && !(name in (response.headers ?? {})),
    );
    if (undeclared.length > 0)
      throw new Error(`${operation.name} answered ${answer.status} with undeclared headers: ${undeclared.join(', ')}.`);
    this.checkBody(operation, answer, response.content);
  }

  /** Literal paths win over templates, as in the router, whatever the method. */
  private find(method: string, path: string): Operation | undefined {
    const onPath = this.operations.filter((one) => one.pattern.test(path));
    const literal = onPath.filter((one) => !one.name.includes('{'));
    return (literal.length > 0 ? literal : onPath).find((one) => one.method === method);
  }

  private checkBody(
    operation: Operation,
    answer: Answer,
    content: Record<string, { schema?: Json }> | undefined,
  ): void {
    const type = (answer.headers.get('content-type') ?? '').split(';', 1)[0]?.trim() ?? '';
    if (answer.text === '' && content === undefined) return;
    const declared =
      content?.[type] ?? (type === 'application/problem+json' ? content?.['application/json'] : undefined);
    if (declared === undefined)
      throw new Error(`${operation.name} answered ${answer.status} as "${type}", which its document does not declare.`);
    if (answer.body === undefined || declared.schema === undefined) return;
    const validate = this.compile(`${operation.name} ${answer.status} ${type}`, declared.schema);
    if (validate(answer.body)) return;
    const faults = (validate.errors ?? [])
      .slice(0, 5)
      .map((e) => `${e.instancePath} ${e.message ?? ''} ${JSON.stringify(e.params)}`);
    throw new Error(
      `${operation.name} ${answer.status} differs from its document:\n${faults.join('\n')}\n${answer.text.slice(0, 1000)}`,
    );
  }

  private compile(name: string, schema: Json): ValidateFunction {
    const known = this.compiled.get(name);
    if (known !== undefined) return known;
    const validate = this.ajv.compile(close(toJsonSchema(schema) as Json));
    this.compiled.set(name, validate);
    return validate;
  }
}

const checkers = new Map<string, ApiChecker>();

const toPattern = (path: string): RegExp =>
  new RegExp(
    `^${path
      .replace(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replace(/\{[^}]+\}/g, '[^/]+')
      .replace(/(.)\/$/, '$1')}$`,
  );

/** OpenAPI 3.0 to JSON Schema: `nullable`, and references into the schema registered as `api`. */
function toJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJsonSchema);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = value as Json;
  const entries = Object.entries(rest).map(([key, entry]): [string, unknown] =>
    key === '$ref' && typeof entry === 'string' ? [key, entry.replace(/^#/, 'api#')] : [key, toJsonSchema(entry)],
  );
  const schema = Object.fromEntries(entries);
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}

const closeAll = (schemas: Record<string, Json>): Record<string, Json> =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, close(schema)]));

/** An object schema that lists its properties takes no others, unless it says so or is a part of a composition. */
function close(schema: Json): Json {
  const entries = Object.entries(schema).map(([key, value]): [string, unknown] => {
    if (key === 'properties' && typeof value === 'object' && value !== null)
      return [key, closeAll(value as Record<string, Json>)];
    if (key === 'items' && typeof value === 'object' && value !== null) return [key, close(value as Json)];
    return [key, value];
  });
  const closed = Object.fromEntries(entries);
  return 'properties' in closed && !('additionalProperties' in closed)
    ? { ...closed, additionalProperties: false }
    : closed;
}
