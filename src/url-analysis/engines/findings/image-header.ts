/** Image format by magic bytes (never by name or header) and, where the header contains it, the size in pixels. */
export interface ImageHeader {
  readonly format: 'png' | 'jpeg' | 'gif' | 'webp' | 'avif' | 'svg' | 'ico' | 'bmp';
  readonly width: number | null;
  readonly height: number | null;
}

type Reader = (data: Buffer) => ImageHeader | null;

/** Maximum bytes searched; a JPEG may have a large profile before its size. */
const MAX_SCAN = 262_144;

/** Null when the bytes are not a known image, or too few. */
export function readImageHeader(data: Buffer): ImageHeader | null {
  const head = data.subarray(0, MAX_SCAN);
  for (const read of [readPng, readJpeg, readGif, readWebp, readAvif, readIco, readBmp, readSvg]) {
    const found = read(head);
    if (found !== null) return found;
  }
  return null;
}

const readPng: Reader = (data) => {
  if (data.length < 8 || data.readUInt32BE(0) !== 0x89504e47) return null;
  if (data.length < 24) return { format: 'png', width: null, height: null };
  return { format: 'png', width: data.readUInt32BE(16), height: data.readUInt32BE(20) };
};

const readGif: Reader = (data) => {
  if (data.length < 10 || data.toString('latin1', 0, 4) !== 'GIF8') return null;
  return { format: 'gif', width: data.readUInt16LE(6), height: data.readUInt16LE(8) };
};

/** Walks the segments to the start of frame (ITU-T T.81 B.2.2). */
const readJpeg: Reader = (data) => {
  if (data.length < 4 || data.readUInt16BE(0) !== 0xffd8) return null;
  let at = 2;
  while (at + 9 < data.length && data[at] === 0xff) {
    const marker = data[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { format: 'jpeg', width: data.readUInt16BE(at + 7), height: data.readUInt16BE(at + 5) };
    at += marker === 0xff ? 1 : 2 + data.readUInt16BE(at + 2);
  }
  return { format: 'jpeg', width: null, height: null };
};

const readWebp: Reader = (data) => {
  if (data.length < 30 || data.toString('latin1', 0, 4) !== 'RIFF' || data.toString('latin1', 8, 12) !== 'WEBP')
    return null;
  const size = (width: number, height: number): ImageHeader => ({ format: 'webp', width, height });
  switch (data.toString('latin1', 12, 16)) {
    case 'VP8X':
      return size(data.readUIntLE(24, 3) + 1, data.readUIntLE(27, 3) + 1);
    case 'VP8 ':
      return size(data.readUInt16LE(26) & 0x3fff, data.readUInt16LE(28) & 0x3fff);
    case 'VP8L': {
      const bits = data.readUInt32LE(21);
      return size((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
    }
    default:
      return { format: 'webp', width: null, height: null };
  }
};

/** ISO base media file with an AVIF brand; the size is in the first `ispe` property. */
const readAvif: Reader = (data) => {
  if (data.length < 12 || data.toString('latin1', 4, 8) !== 'ftyp') return null;
  if (!/avi[fs]/.test(data.toString('latin1', 8, 40))) return null;
  const at = data.indexOf('ispe', 0, 'latin1');
  if (at < 0 || at + 16 > data.length) return { format: 'avif', width: null, height: null };
  return { format: 'avif', width: data.readUInt32BE(at + 8), height: data.readUInt32BE(at + 12) };
};

const readIco: Reader = (data) =>
  data.length >= 8 && data.readUInt32BE(0) === 0x00000100
    ? { format: 'ico', width: data[6] === 0 ? 256 : (data[6] ?? null), height: data[7] === 0 ? 256 : (data[7] ?? null) }
    : null;

const readBmp: Reader = (data) =>
  data.length >= 26 && data.toString('latin1', 0, 2) === 'BM'
    ? { format: 'bmp', width: data.readInt32LE(18), height: Math.abs(data.readInt32LE(22)) }
    : null;

const readSvg: Reader = (data) =>
  /^[\s\ufeff]*(?:<\?xml[^>]{0,500}>|<!--[^>]{0,2000}-->|<!doctype[^>]{0,500}>|\s){0,5}<svg[\s>]/i.test(
    data.toString('utf8', 0, 8_192),
  )
    ? { format: 'svg', width: null, height: null }
    : null;
