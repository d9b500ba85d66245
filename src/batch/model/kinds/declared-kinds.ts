import { SCOPES, type ScopeName } from '../../../accounts/rights/scopes.js';
import { FeatureError } from '../../../platform/errors/feature-error.js';
import type { KindDeclaration, KindName } from './kind.js';

/** What the service knows of a kind, even of one whose module is not loaded: its row of `batch_kinds`. */
type KnownKind = Pick<KindDeclaration, 'name' | 'title' | 'scopes'>;

const names: KindName[] = [];
const known = new Map<KindName, KnownKind>();
const declared = new Map<KindName, KindDeclaration>();

/**
 * Names of all known kinds: the declared ones, then those of stored batches whose module is not loaded. The list grows
 * while the process starts; validators and the OpenAPI document hold this very list.
 */
export const KINDS: readonly KindName[] = names;

/** Declares a kind of a loaded feature; declaring it again changes nothing. Throws when another has its name. */
export function declareKind(kind: KindDeclaration): void {
  const other = declared.get(kind.name);
  if (other !== undefined && other !== kind)
    throw new FeatureError(`The kind ${kind.name} is declared twice; name one of them otherwise.`);
  for (const scope of [kind.scopes.submit, kind.scopes.read])
    if (!SCOPES.includes(scope))
      throw new FeatureError(`The kind ${kind.name} needs the scope ${scope}, which its feature does not declare.`);
  declared.set(kind.name, kind);
  know(kind);
}

/** Adds kinds that the database knows, so that batches of modules that are not loaded stay readable. */
export function rememberKinds(kinds: readonly KnownKind[]): void {
  for (const kind of kinds) if (!declared.has(kind.name)) know(kind);
}

function know(kind: KnownKind): void {
  if (!known.has(kind.name)) names.push(kind.name);
  known.set(kind.name, kind);
}

/** The kinds of the loaded features, in the order of their declaration. */
export const declaredKinds = (): readonly KindDeclaration[] => [...declared.values()];

/** The scope that submitting a batch of a kind requires besides `batch:write`; `admin` for a kind that nobody knows. */
export const submitScopeOf = (kind: KindName): ScopeName => known.get(kind)?.scopes.submit ?? 'admin';

/**
 * The scope that reading the items of a kind requires besides `batch:read`: that of the kind's own routes. Without it a
 * key can read the state, counters and options of a batch, but none of its items.
 */
export const readScopeOf = (kind: KindName): ScopeName => known.get(kind)?.scopes.read ?? 'admin';
