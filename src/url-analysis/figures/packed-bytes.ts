/** Least room of a writer, in bytes. */
const FIRST = 1024;
/** Most bytes of an integer. */
const LONGEST_INTEGER = 8;

/** Integers below are exact, with one added to them. */
const LARGEST = Number.MAX_SAFE_INTEGER;

/** Writes integers of few bytes, numbers and texts one after the other. */
export class PackedWriter {
  private bytes = Buffer.allocUnsafe(FIRST);
  private at = 0;

  /** An integer from 0 to 2^53: seven bits in a byte. */
  integer(value: number): void {
    this.reserve(LONGEST_INTEGER);
    let rest = value;
    while (rest >= 0x80) {
      this.bytes[this.at++] = (rest % 0x80) + 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.at++] = rest;
  }

  /** A number: as an integer where it has at most three decimals, as most have. */
  number(value: number): void {
    const thousandths = Math.round(value * 1000);
    if (thousandths >= 0 && thousandths < LARGEST && thousandths / 1000 === value) {
      this.integer(thousandths + 1);
      return;
    }
    this.integer(0);
    this.reserve(8);
    this.at = this.bytes.writeDoubleLE(value, this.at);
  }

  text(value: string): void {
    const size = Buffer.byteLength(value);
    this.integer(size);
    this.reserve(size);
    this.at += this.bytes.write(value, this.at);
  }

  finish(): Buffer {
    return this.bytes.subarray(0, this.at);
  }

  private reserve(size: number): void {
    if (this.at + size <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + size));
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
  }
}

/** Reads what a `PackedWriter` wrote, in the same order. */
export class PackedReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  integer(): number {
    let value = 0;
    for (let place = 1; ; place *= 0x80) {
      const byte = this.bytes[this.at++] ?? 0;
      if (byte < 0x80) return value + byte * place;
      value += (byte - 0x80) * place;
    }
  }

  number(): number {
    const thousandths = this.integer();
    if (thousandths > 0) return (thousandths - 1) / 1000;
    const value = this.bytes.readDoubleLE(this.at);
    this.at += 8;
    return value;
  }

  text(): string {
    const size = this.integer();
    this.at += size;
    return this.bytes.toString('utf8', this.at - size, this.at);
  }
}
