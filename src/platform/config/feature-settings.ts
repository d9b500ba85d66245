import { z } from 'zod';
import { FeatureError } from '../errors/feature-error.js';

/** The environment as text; empty variables are left out. */
export type RawSettings = Readonly<Record<string, string | undefined>>;

type Values<Shape extends z.ZodRawShape> = z.output<z.ZodObject<Shape>>;

/** What more there is to say about a feature's settings than their types. */
interface SettingRules<Shape extends z.ZodRawShape> {
  /** Checks combinations that conflict whatever their values; answers faults as `NAME: what is wrong`. */
  conflicts?(raw: RawSettings): readonly string[];
  /** Base URLs set by the operator; their hosts are open to requests with the purpose `provider`. */
  providers?(values: Values<Shape>): readonly string[];
}

/** Has the parsed values: the configuration of the process. */
interface SettingValues {
  valuesOf<Shape extends z.ZodRawShape>(settings: FeatureSettings<Shape>): Values<Shape>;
}

/**
 * Settings that a feature, or whoever owns a provider, declares beside the code that reads them. They are parsed with
 * all others at the start and stand in the same documentation. Names are unique over all declarations; every setting
 * has a description and is optional or has a default.
 */
export class FeatureSettings<Shape extends z.ZodRawShape = z.ZodRawShape> {
  readonly schema: z.ZodObject<Shape>;

  constructor(
    shape: Shape,
    readonly rules: SettingRules<Shape> = {},
  ) {
    this.schema = z.object(shape);
  }

  /** The values in a configuration. Throws when it was parsed before these settings were declared. */
  of(config: SettingValues): Values<Shape> {
    return config.valuesOf(this);
  }
}

const declared = new Set<FeatureSettings>();

/** Declares settings of a feature. Throws `FeatureError` when a name is taken or a setting has no description. */
export function declareSettings<Shape extends z.ZodRawShape>(
  shape: Shape,
  rules: SettingRules<Shape> = {},
): FeatureSettings<Shape> {
  for (const [name, schema] of Object.entries(shape)) {
    const isTaken = [...declared].some((other) => name in other.schema.shape);
    if (isTaken) throw new FeatureError(`The setting ${name} is declared twice; name one of them otherwise.`);
    if ((schema as z.ZodType).description === undefined)
      throw new FeatureError(`The setting ${name} has no description; add .describe('…').`);
  }
  const settings = new FeatureSettings(shape, rules);
  declared.add(settings);
  return settings;
}

/** The declared settings, in the order of their declaration. */
export const declaredSettings = (): readonly FeatureSettings[] => [...declared];
