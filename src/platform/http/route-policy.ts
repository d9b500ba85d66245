import { applyDecorators, SetMetadata, type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AppConfig } from '../config/config.js';
import { AppError } from '../errors/app-error.js';
import type { ErrorBody } from './error-body.js';

/** A rate limit of one route. */
export interface RouteRateLimit {
  /** What its count is kept under, for each key. */
  readonly name: string;
  /** Requests a minute per key; 0 = off. */
  readonly perMinute: (config: AppConfig) => number;
}

/** The form of a route's errors, where an API was published with one of its own. */
export interface ErrorFormat {
  /** Begins the names of its responses in the OpenAPI document; the status follows. */
  readonly name: string;
  /** What the document shows. */
  readonly dto: Type;
  /** Converts an error to it. */
  readonly render: (body: ErrorBody) => object;
  /** The same for the document, whose responses all routes with this name share. */
  readonly example: (body: ErrorBody) => object;
}

/** What every route declares about itself. The start fails on a route without a declaration: deny by default. */
export interface RoutePolicy {
  /** The scope a key needs; null: the route is public. */
  readonly scope: string | null;
  /** A public route that returns more to callers with a key; an invalid key is rejected. */
  readonly optionalKey?: true;
  /** A public route to which browsers bring a credential, so that its refusals are among the responses. */
  readonly takesCredential?: true;
  /** A one-time ticket in the query (`?ticket=`) also authenticates, for browsers. */
  readonly ticket?: true;
  /** Largest body in bytes; default 1 MiB. */
  readonly bodyLimit?: number;
  /**
   * Largest body in bytes that is accepted as a stream of lines (application/x-ndjson); other routes reject that
   * type.
   */
  readonly lineStreamLimit?: number;
  /** Largest file in bytes that is accepted as the body (text/csv, XLSX); other routes reject these types. */
  readonly fileLimit?: number;
  /** Status of VALIDATION_ERROR: default 422. */
  readonly validationStatus?: 400 | 422;
  /** The stricter rate limit that applies in addition to the global one: one of the service, or the route's own. */
  readonly rateLimit?: 'download' | RouteRateLimit;
  /** The route accepts a form with files, beside JSON or instead of it. */
  readonly multipart?: true;
  /**
   * Responds 403 instead of 401 to a missing or invalid key, with details of its own, where that status was published.
   */
  readonly unauthorizedAs?: 'forbidden';
  /** The caller waits for other servers, so their failures (502 and 504) are among the responses. */
  readonly asksOthers?: true;
  /** The query names resources, so 404 is among the responses; that of a path or body is found without this. */
  readonly namesResources?: true;
  /** The route makes a secret that only a service with SECRET_KEY can keep, so 501 is among the responses. */
  readonly needsSecretKey?: true;
  /** Errors have this form instead of the service's. */
  readonly errorFormat?: ErrorFormat;
  /** Errors of requests below this path that no route handles have the route's `errorFormat` too. */
  readonly errorsBelow?: string;
}

/** Extension of the OpenAPI document that holds a route's policy. */
export const POLICY_EXTENSION = 'x-policy';

/** Metadata of a route's method: the DTO of its `errorFormat`, which must be known before the document is made. */
export const ERROR_DTO = 'error-dto';

/** The part of a route's policy that the OpenAPI document needs. */
export interface DocumentedPolicy {
  readonly scope: string | null;
  /** Whether the refusals of credentials are among the responses of a public route. */
  readonly takesCredential: boolean;
  /** The form of its errors when it is not the service's. */
  readonly errorFormat: ErrorFormat | undefined;
  /** Whether failures of other servers are among the responses. */
  readonly asksOthers: boolean;
  /** Whether the query names resources. */
  readonly namesResources: boolean;
  /** Whether the route needs SECRET_KEY. */
  readonly needsSecretKey: boolean;
  /** Whether a missing or invalid key is answered with 403 instead of 401. */
  readonly isForbiddenWithoutKey: boolean;
  /** Status of VALIDATION_ERROR. */
  readonly validationStatus: 400 | 422;
}

/** Declares a route's policy. */
export function Route(policy: RoutePolicy): MethodDecorator {
  const documented: DocumentedPolicy = {
    scope: policy.scope,
    takesCredential: policy.takesCredential === true,
    errorFormat: policy.errorFormat,
    asksOthers: policy.asksOthers === true,
    namesResources: policy.namesResources === true,
    needsSecretKey: policy.needsSecretKey === true,
    isForbiddenWithoutKey: policy.unauthorizedAs === 'forbidden',
    validationStatus: policy.validationStatus ?? 422,
  };
  const dto = policy.errorFormat?.dto;
  return applyDecorators(
    RouteConfig({ policy }),
    ApiExtension(POLICY_EXTENSION, documented),
    ...(dto === undefined ? [] : [SetMetadata(ERROR_DTO, dto)]),
  );
}

/** Declares a route that needs no key: health, documentation. */
export const PublicRoute = (): MethodDecorator => Route({ scope: null });

interface PolicyHolder {
  readonly policy?: RoutePolicy;
}

/** The policy of the route that a request matched; undefined when none matched. */
export const policyOf = (request: FastifyRequest): RoutePolicy | undefined =>
  (request.routeOptions.config as PolicyHolder | undefined)?.policy;

/** A route of the running service. */
interface KnownRoute {
  readonly method: string;
  readonly path: string;
}

/**
 * Every route of the service, collected as Fastify registers them. It rejects routes without a policy, knows the
 * methods of a path (for 405 and `Allow`) and is compared with the OpenAPI document by a test.
 */
export class RouteTable {
  /** Methods of the paths without parameters. */
  private readonly literal = new Map<string, string[]>();
  /** What renders the errors below a path. */
  private readonly renderers = new Map<string, ErrorFormat['render']>();
  private readonly routes: { readonly method: string; readonly path: string; readonly pattern: RegExp }[] = [];

  /** Path prefixes of routes that Swagger UI registers by itself and that are public. */
  constructor(private readonly publicPrefixes: readonly string[]) {}

  watch(http: FastifyInstance): void {
    http.addHook('onRoute', (route) => {
      // CORS answers the questions of browsers by a route of its own, for which nobody can declare a policy.
      if (route.method === 'OPTIONS' && route.url === '*') return;
      const isOpen = this.publicPrefixes.some((prefix) => route.url.startsWith(prefix));
      const policy = (route.config as PolicyHolder | undefined)?.policy;
      if (!isOpen && policy === undefined)
        throw new Error(`Route ${String(route.method)} ${route.url} declares no policy.`);
      if (policy?.errorsBelow !== undefined && policy.errorFormat !== undefined)
        this.renderers.set(policy.errorsBelow, policy.errorFormat.render);
      // A GET route has a HEAD twin with the same declaration.
      for (const method of [route.method].flat()) if (isAnswered(method, policy)) this.add(method, route.url);
    });
    http.addHook('onRequest', async (request) => {
      if (!isAnswered(request.method, policyOf(request)))
        throw methodNotAllowed(request.method, this.methodsOf(request.url));
      this.refuseLiteral(request);
    });
  }

  /** Renders the error of a request that no route handles; undefined when none is declared. */
  errorsBelow(url: string): ErrorFormat['render'] | undefined {
    const path = url.split('?', 1)[0] ?? '';
    return [...this.renderers].find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`))?.[1];
  }

  /** Methods that a path answers; empty when the path is unknown. */
  methodsOf(path: string): readonly string[] {
    const bare = path.split('?', 1)[0] ?? '';
    const methods =
      this.literal.get(withoutSlash(bare)) ??
      this.routes.filter((route) => route.pattern.test(bare)).map((route) => route.method);
    return [...new Set(methods)].sort();
  }

  /**
   * Rejects a literal path that would match another route's parameter, whatever the method: DELETE /things/search
   * is not the deletion of a thing called search. Throws METHOD_NOT_ALLOWED.
   */
  private refuseLiteral({ method, url, routeOptions }: FastifyRequest): void {
    if (routeOptions.url?.includes(':') !== true) return;
    if (this.literal.has(withoutSlash(url.split('?', 1)[0] ?? ''))) throw methodNotAllowed(method, this.methodsOf(url));
  }

  all(): readonly KnownRoute[] {
    return this.routes.map(({ method, path }) => ({ method, path }));
  }

  private add(method: string, path: string): void {
    const bare = withoutSlash(path);
    if (!bare.includes(':')) this.literal.set(bare, [...(this.literal.get(bare) ?? []), method]);
    const source = path
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/:[A-Za-z_]+/g, '[^/]+')
      .replace(/\/$/, '');
    this.routes.push({ method, path, pattern: new RegExp(`^${source}/?$`) });
  }
}

/** Routes with tickets are event streams, which never end and therefore do not support HEAD. */
const isAnswered = (method: string, policy: RoutePolicy | undefined): boolean =>
  method !== 'HEAD' || policy?.ticket !== true;

const withoutSlash = (path: string): string => path.replace(/\/$/, '');

/** The error for a method that a known path does not support; the filter adds `Allow`. */
export const methodNotAllowed = (method: string, methods: readonly string[]): AppError =>
  new AppError('METHOD_NOT_ALLOWED', `${method} is not supported here.`, { details: { allowed_methods: methods } });
