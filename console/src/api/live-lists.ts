/** What of a batch decides whether a list shows it, and where. */
export interface Listed {
  readonly id: string;
  readonly revision: number;
  readonly kind: string;
  readonly status: string;
  readonly priority: string;
  readonly owner_id: number | string;
  readonly created_at: string;
}

export interface ListPage<B extends Listed> {
  readonly results: readonly B[];
  readonly next_cursor: string | null;
}

/** The pages of a list that are loaded, newest batches first. */
export interface List<B extends Listed, P extends ListPage<B> = ListPage<B>> {
  readonly pages: readonly P[];
}

type Parts = Readonly<Record<string, string>>;
type Changes<B> = ReadonlyMap<string, B>;

const OWN_PARTS = ['kind', 'status', 'priority'] as const;

/** Whether a filter has only such parts, so that a batch that may fit does. */
const isOwn = (parts: Parts): boolean =>
  Object.keys(parts).every((name) => ['owner', ...OWN_PARTS].some((own) => own === name));

/** Whether a batch may be in a list with this filter; words and times are the service's to compare. */
const mayFit = (parts: Parts, batch: Listed): boolean =>
  OWN_PARTS.every((name) => parts[name] === undefined || parts[name] === batch[name]) &&
  (parts['owner'] === undefined || parts['owner'] === String(batch.owner_id));

/** The list with the newer states of its batches; the same object when there are none. */
export function withStates<B extends Listed, P extends ListPage<B>, L extends List<B, P>>(
  list: L,
  changed: Changes<B>,
): L {
  const isNewer = ({ id, revision }: B): boolean => (changed.get(id)?.revision ?? -1) > revision;
  if (!list.pages.some(({ results }) => results.some(isNewer))) return list;
  const pages = list.pages.map((page) =>
    page.results.some(isNewer)
      ? { ...page, results: page.results.map((batch) => (isNewer(batch) ? (changed.get(batch.id) ?? batch) : batch)) }
      : page,
  );
  return { ...list, pages };
}

/** Whether a list has to be asked for anew: a batch came into it, or one of its own fits no more. */
export function isOutdated<B extends Listed>(list: List<B>, parts: Parts, changed: Changes<B>): boolean {
  const batches = list.pages.flatMap(({ results }) => results);
  const known = new Set(batches.map(({ id }) => id));
  const end = list.pages.at(-1)?.next_cursor === null ? undefined : batches.at(-1)?.created_at;
  return [...changed.values()].some((batch) => {
    if (known.has(batch.id)) return !mayFit(parts, batch);
    // Older than what is loaded: it stands on a page that is not there yet.
    if (end !== undefined && Date.parse(batch.created_at) < Date.parse(end)) return false;
    return mayFit(parts, batch);
  });
}

/** The list without a batch that was deleted; the same object when it has none of that id. */
export function without<B extends Listed, P extends ListPage<B>, L extends List<B, P>>(list: L, deleted: string): L {
  const isIt = ({ id }: B): boolean => id === deleted;
  if (!list.pages.some(({ results }) => results.some(isIt))) return list;
  return { ...list, pages: list.pages.map((page) => ({ ...page, results: page.results.filter((one) => !isIt(one)) })) };
}

/** Pages with further batches, each at its place; those that lie behind the last page are left out. */
function withNew<B extends Listed, P extends ListPage<B>>(pages: readonly P[], batches: readonly B[]): readonly P[] {
  let left = [...batches].sort(newestFirst);
  return pages.map((page) => {
    const last = page.results.at(-1);
    const isHere = (batch: B): boolean =>
      page.next_cursor === null || (last !== undefined && newestFirst(batch, last) <= 0);
    const here = left.filter(isHere);
    left = left.filter((batch) => !isHere(batch));
    return here.length === 0 ? page : { ...page, results: [...page.results, ...here].sort(newestFirst) };
  });
}

const newestFirst = (one: Listed, other: Listed): number => Date.parse(other.created_at) - Date.parse(one.created_at);

/**
 * The list with its first page anew: one request, however many pages are loaded. What the first page covers is as it
 * says; what lies behind it stays as far as it fits, with the changed batches that fit now. Only the first page is left
 * when the two have nothing in common, for batches may be missing between them.
 */
export function withHead<B extends Listed, P extends ListPage<B>, L extends List<B, P>>(
  list: L,
  head: P,
  parts: Parts,
  changed: Changes<B> = new Map(),
): Pick<L, 'pages'> {
  const [, ...others] = list.pages;
  const known = new Map(list.pages.flatMap(({ results }) => results.map((batch) => [batch.id, batch] as const)));
  // A change may have been told while the page was asked for.
  const newest = (batch: B): B => {
    const before = known.get(batch.id);
    return before !== undefined && before.revision > batch.revision ? before : batch;
  };
  const first = { ...head, results: head.results.map(newest).filter((batch) => mayFit(parts, batch)) };
  const last = head.results.at(-1);
  if (
    others.length === 0 ||
    head.next_cursor === null ||
    last === undefined ||
    !head.results.some(({ id }) => known.has(id))
  )
    return { pages: [first] };
  const now = new Set(head.results.map(({ id }) => id));
  const isBehind = (batch: B): boolean =>
    !now.has(batch.id) && mayFit(parts, batch) && Date.parse(batch.created_at) <= Date.parse(last.created_at);
  const rest = list.pages.map((page) => ({ ...page, results: page.results.filter(isBehind) }));
  const came = isOwn(parts) ? [...changed.values()].filter((batch) => !known.has(batch.id) && isBehind(batch)) : [];
  const [after, ...behind] = withNew(rest, came);
  return {
    pages: [
      { ...first, results: [...first.results, ...(after?.results ?? [])], next_cursor: after?.next_cursor ?? null },
      ...behind,
    ],
  };
}
