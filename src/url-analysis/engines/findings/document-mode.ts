/** How browsers lay a page out. Anything but `no-quirks` is a fault, as in Lighthouse's `doctype` audit. */
export type DocumentMode = 'no-quirks' | 'limited-quirks' | 'quirks';

/** Beginnings of public identifiers of the doctypes of the nineties (HTML standard, "the initial insertion mode"). */
const QUIRKS =
  /^(?:\+\/\/silmaril\/\/dtd html pro|-\/\/(?:as\/\/dtd html 3\.0 aswedit|advasoft ltd\/\/dtd html 3\.0 aswedit|ietf\/\/dtd html|metrius\/\/dtd metrius|microsoft\/\/dtd internet explorer|netscape comm\. corp\.\/\/dtd|o'reilly and associates\/\/dtd html|softquad|spyglass\/\/dtd html 2\.0|sq\/\/dtd html 2\.0 hotmetal|sun microsystems corp\.\/\/dtd hotjava|w3c\/\/dtd html (?:3|4\.0 (?:frameset|transitional)|experimental)|w3c\/\/dtd w3 html|w3o\/\/dtd w3 html|webtechs\/\/dtd mozilla html)|-\/w3d\/dtd html 4\.0 transitional\/en$|html$)/;
const LIMITED = /^-\/\/w3c\/\/dtd xhtml 1\.0 (?:frameset|transitional)\/\//;
const LIMITED_WITH_SYSTEM = /^-\/\/w3c\/\/dtd html 4\.01 (?:frameset|transitional)\/\//;
const QUIRKS_SYSTEM = 'http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd';

/**
 * Mode of a document by its doctype.
 * @param doctype what stands between `<` and `>`, `!DOCTYPE html PUBLIC "…" "…"`; null for a document without one
 */
export function documentMode(doctype: string | null): DocumentMode {
  const parts = /^!?doctype\s+(\S+)(?:\s+(public|system)\s*(?:"([^"]*)"|'([^']*)')?\s*(?:"([^"]*)"|'([^']*)')?)?/i.exec(
    (doctype ?? '').slice(0, 500),
  );
  if (parts?.[1]?.toLowerCase() !== 'html') return 'quirks';
  const [first, second] = [parts[3] ?? parts[4], parts[5] ?? parts[6]];
  const isPublic = parts[2]?.toLowerCase() === 'public';
  const publicId = isPublic ? (first ?? '').toLowerCase() : '';
  const systemId = isPublic ? second : first;
  if (QUIRKS.test(publicId) || systemId?.toLowerCase() === QUIRKS_SYSTEM) return 'quirks';
  if (LIMITED_WITH_SYSTEM.test(publicId)) return systemId === undefined ? 'quirks' : 'limited-quirks';
  return LIMITED.test(publicId) ? 'limited-quirks' : 'no-quirks';
}
