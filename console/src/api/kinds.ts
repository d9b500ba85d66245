import type { Query } from 'batchwright-client';
import { useQuery } from '@tanstack/react-query';
import { client } from './client';
import { useRights } from './session';

/** A kind of batches, as the service describes it. */
export interface Kind {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly mode: 'background' | 'transactional';
  readonly may_submit: boolean;
  readonly may_read: boolean;
  readonly limits: {
    readonly max_items: number;
    readonly max_items_json: number;
    readonly max_items_atomic: number | null;
    readonly max_file_bytes: number;
    readonly max_concurrent: { readonly default: number; readonly max: number } | null;
    readonly timeout_seconds: { readonly default: number; readonly max: number } | null;
  };
  readonly item_schema: JsonSchema;
  readonly options_schema: JsonSchema;
  readonly fields: readonly KindField[];
  readonly rest_field: string | null;
  readonly export_formats: readonly string[];
}

type BuiltInKind = NonNullable<Query<'getStats'>['kind']>;

/** A kind as a parameter: the document of the API names those that are built in, modules from outside bring others. */
export const asKind = (name: string): BuiltInKind => name as BuiltInKind;

/** What a column of a file can be mapped to. */
export interface KindField {
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly description: string | null;
  readonly example: unknown;
  readonly enum: readonly unknown[] | null;
}

/** The parts of JSON Schema that forms are made of. */
export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly format?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** The kinds of this service, those of modules from outside included. */
export const useKinds = () => {
  const { may } = useRights();
  return useQuery({
    queryKey: ['kinds'],
    queryFn: async ({ signal }) => (await client.call('listKinds', { signal })).results as readonly Kind[],
    staleTime: 300_000,
    enabled: may('batch:read'),
  });
};

/** Kinds as choices of a filter. */
export const useKindChoices = (): readonly (readonly [string, string])[] =>
  (useKinds().data ?? []).map(({ name, title }) => [name, title] as const);
