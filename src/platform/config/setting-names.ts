type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Rest}`
  ? `${Lowercase<Head>}${Capitalize<CamelCase<Rest>>}`
  : Lowercase<Name>;

/** The settings under their names in code: `DATA_DIR` as `dataDir`. */
export type CamelCased<Settings> = { readonly [Name in keyof Settings & string as CamelCase<Name>]: Settings[Name] };

const camelCase = (name: string): string =>
  name.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** An object with the settings under their names in code; its type is `CamelCased`. */
export class NamedSettings {
  readonly [name: string]: unknown;

  constructor(settings: Readonly<Record<string, unknown>>) {
    Object.assign(this, Object.fromEntries(Object.entries(settings).map(([name, value]) => [camelCase(name), value])));
  }
}
