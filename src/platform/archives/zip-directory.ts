/** What of a ZIP is accepted. Sizes in bytes. */
export interface ZipLimits {
  readonly entries: number;
  /** Unpacked size of all entries as the directory declares it, read or not. */
  readonly declaredBytes: number;
  /** Ratio of unpacked to packed size of an entry above 1 MiB; text rarely exceeds 20, DEFLATE ends at 1032. */
  readonly ratio: number;
}

/** Why a ZIP is refused. */
type ZipFault =
  'damaged' | 'unsafe_path' | 'encrypted' | 'unsupported' | 'too_large' | 'expands_too_much' | 'too_many_entries';

/** Makes the error of a refused ZIP. */
export type RefuseZip = (fault: ZipFault, message: string, entry?: string) => Error;

/** The end of a ZIP, at least its directory; `at` is where it begins in the file. */
interface ZipTail {
  readonly bytes: Buffer;
  readonly at: number;
}

/** One file of a ZIP as the central directory describes it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: 'stored' | 'deflated';
  readonly crc32: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Offset of its local header. */
  readonly offset: number;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_HEADER_SIZE = 30;
const MAX_COMMENT = 0xffff;
const FLAG_ENCRYPTED = 0x0001;
const FLAG_PATCH = 0x0020;
const FLAG_STRONG_ENCRYPTION = 0x0040;
const FLAG_UTF8 = 0x0800;
const FLAG_MASKED = 0x2000;
const SYMLINK = 0o120000;
/** Minimum size at which the ratio is checked. */
const RATIO_FLOOR = 1024 * 1024;

/**
 * Offset of the end record: the last position where its signature matches together with a comment that ends the file.
 */
function findEnd(zip: Buffer, refuse: RefuseZip): number {
  const lowest = Math.max(0, zip.length - END_SIZE - MAX_COMMENT);
  for (let at = zip.length - END_SIZE; at >= lowest; at--) {
    if (zip.readUInt32LE(at) === END_OF_DIRECTORY && at + END_SIZE + zip.readUInt16LE(at + 20) === zip.length)
      return at;
  }
  throw refuse('damaged', 'The ZIP has no directory; it is cut off or not a ZIP.');
}

/**
 * Whether an entry name could leave the folder it is unpacked in. Nothing is written to disk here, but such an archive
 * is an attack all the same.
 */
function isUnsafePath(name: string): boolean {
  return (
    name === '' ||
    /[\p{Cc}\\]/u.test(name) ||
    name.startsWith('/') ||
    /^[a-z]:/i.test(name) ||
    name.split('/').some((part) => part === '..')
  );
}

function readEntry(zip: Buffer, at: number, refuse: RefuseZip): { entry: ZipEntry; next: number } {
  if (at + ENTRY_SIZE > zip.length || zip.readUInt32LE(at) !== DIRECTORY_ENTRY) {
    throw refuse('damaged', 'The directory of the ZIP is damaged.');
  }
  const flags = zip.readUInt16LE(at + 8);
  const method = zip.readUInt16LE(at + 10);
  const nameEnd = at + ENTRY_SIZE + zip.readUInt16LE(at + 28);
  const name = zip.toString((flags & FLAG_UTF8) === 0 ? 'latin1' : 'utf8', at + ENTRY_SIZE, nameEnd);
  if (isUnsafePath(name)) throw refuse('unsafe_path', 'The ZIP has an entry whose path leaves its folder.', name);
  if ((flags & (FLAG_ENCRYPTED | FLAG_STRONG_ENCRYPTION | FLAG_MASKED)) !== 0) {
    throw refuse('encrypted', 'The ZIP has an encrypted entry.', name);
  }
  const isLink = ((zip.readUInt32LE(at + 38) >>> 16) & 0o170000) === SYMLINK;
  if ((method !== 0 && method !== 8) || (flags & FLAG_PATCH) !== 0 || isLink) {
    throw refuse('unsupported', 'The ZIP has a link or uses a compression method other than DEFLATE.', name);
  }
  return {
    entry: {
      name,
      method: method === 0 ? 'stored' : 'deflated',
      crc32: zip.readUInt32LE(at + 16),
      packedBytes: zip.readUInt32LE(at + 20),
      unpackedBytes: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42),
    },
    next: nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32),
  };
}

/** Rejects entries that share bytes, by which a small file can unpack into petabytes. */
function refuseOverlap(entries: readonly ZipEntry[], directoryStart: number, refuse: RefuseZip): void {
  const sorted = [...entries].sort((a, b) => a.offset - b.offset);
  sorted.forEach((entry, i) => {
    const limit = sorted[i + 1]?.offset ?? directoryStart;
    if (entry.offset + LOCAL_HEADER_SIZE + entry.packedBytes > limit) {
      throw refuse('damaged', 'The ZIP has entries that overlap.', entry.name);
    }
  });
}

function refuseSizes(entries: readonly ZipEntry[], limits: ZipLimits, refuse: RefuseZip): void {
  const total = entries.reduce((sum, entry) => sum + entry.unpackedBytes, 0);
  if (total > limits.declaredBytes) throw refuse('too_large', 'The ZIP unpacks to more than the limit.');
  for (const entry of entries) {
    if (entry.unpackedBytes > RATIO_FLOOR && entry.unpackedBytes > entry.packedBytes * limits.ratio) {
      throw refuse('expands_too_much', 'The ZIP has an entry that expands too much.', entry.name);
    }
  }
}

/**
 * Entries of a ZIP by its central directory, validated before a byte is unpacked: count, declared sizes, ratios, paths,
 * links, encryption, overlap. Files that the directory does not list are not read. Throws what `refuse` makes.
 */
export function readZipDirectory(
  { bytes: zip, at: from }: ZipTail,
  limits: ZipLimits,
  refuse: RefuseZip,
): readonly ZipEntry[] {
  if (zip.length < END_SIZE) throw refuse('damaged', 'The ZIP has no directory; it is cut off or not a ZIP.');
  const end = findEnd(zip, refuse);
  const count = zip.readUInt16LE(end + 10);
  const size = zip.readUInt32LE(end + 12);
  const start = zip.readUInt32LE(end + 16);
  if (
    count === 0xffff ||
    start === 0xffffffff ||
    zip.readUInt16LE(end + 4) !== 0 ||
    zip.readUInt16LE(end + 8) !== count
  ) {
    throw refuse('unsupported', 'ZIP64 and ZIPs in several parts are not supported.');
  }
  if (count > limits.entries) throw refuse('too_many_entries', `The ZIP has more than ${limits.entries} entries.`);
  if (start + size !== from + end) throw refuse('damaged', 'The directory of the ZIP is not where it should be.');
  if (start < from) throw refuse('too_large', 'The directory of the ZIP is too large.');
  const entries: ZipEntry[] = [];
  let at = start - from;
  for (let i = 0; i < count; i++) {
    const { entry, next } = readEntry(zip, at, refuse);
    entries.push(entry);
    at = next;
  }
  if (at !== end) throw refuse('damaged', 'The directory of the ZIP is damaged.');
  refuseSizes(entries, limits, refuse);
  refuseOverlap(entries, start, refuse);
  return entries;
}
