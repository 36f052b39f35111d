import { decodeUTF8, ParseError } from '../../apimachinery/index.ts';

/** io.ErrUnexpectedEOF, in which whatever is cut short ends. */
const UNEXPECTED_EOF = 'unexpected EOF';

/** Reads protobuf's wire format, with the words in which the generated code of k8s.io/api refuses it. */
export class WireReader {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  get more(): boolean {
    return this.at < this.end;
  }

  /** An integer in two's complement, as Go reads it into an int64; past 53 bits the last digits are lost. */
  integer(): number {
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (this.at >= this.end) throw new ParseError(UNEXPECTED_EOF);
      const byte = this.bytes[this.at++]!;
      const seven = byte & 127;
      if (shift < 28) low += seven * 2 ** shift;
      else high += seven * 2 ** (shift - 28);
      if (byte >= 128) continue;
      // Bits above the sixty-fourth fall away.
      high %= 2 ** 36;
      return high >= 2 ** 35 ? (high - 2 ** 36) * 2 ** 28 + low : high * 2 ** 28 + low;
    }
    throw new ParseError('proto: integer overflow');
  }

  /** What is inside the next length-delimited field. */
  inside(): WireReader {
    const length = this.integer();
    if (length < 0) throw new ParseError('proto: negative length found during unmarshaling');
    const start = this.at;
    if (start + length > this.end) throw new ParseError(UNEXPECTED_EOF);
    this.at = start + length;
    return new WireReader(this.bytes, start, this.at);
  }

  /** An IEEE 754 number of eight bytes. */
  double(): number {
    this.#need(8);
    const view = new DataView(this.bytes.buffer, this.bytes.byteOffset + this.at - 8, 8);
    return view.getFloat64(0, true);
  }

  text(): string {
    return decodeUTF8(this.bytes, this.at, this.end);
  }

  rest(): Uint8Array {
    return this.bytes.subarray(this.at, this.end);
  }

  /** Past a field that nobody knows. */
  skip(wire: number): void {
    if (wire === 0) this.integer();
    else if (wire === 1) this.#need(8);
    else if (wire === 2) this.inside();
    else if (wire === 5) this.#need(4);
    else throw new ParseError(`proto: illegal wireType ${wire}`);
  }

  #need(count: number): void {
    if (this.at + count > this.end) throw new ParseError(UNEXPECTED_EOF);
    this.at += count;
  }
}
