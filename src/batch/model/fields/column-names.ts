/**
 * Names for the columns of a file, each another one: of several with the same header the later ones have a number, an
 * empty one is named by its place.
 */
export function columnNames(headers: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  // Where the search went on before: from 2 each time, a thousand equal headers would take half a million names.
  const next = new Map<string, number>();
  return headers.map((header, at) => {
    const base = header === '' ? `Column ${at + 1}` : header;
    let name = base;
    let nth = next.get(base) ?? 2;
    for (; taken.has(name); nth += 1) name = `${base} (${nth})`;
    next.set(base, nth);
    taken.add(name);
    return name;
  });
}
