/**
 * Protocol-buffer wire format, the little of it that ONNX files need: records are read by their headers and copied as
 * byte ranges, so that a model is edited without being decoded (a library would re-encode gigabytes of weights).
 */

export const enum WireType {
  Varint = 0,
  Fixed64 = 1,
  Bytes = 2,
  Fixed32 = 5,
}

/** One field of a message: its header and where its payload lies. */
export interface WireField {
  readonly number: number;
  readonly type: WireType;
  /** Value of a varint; low 53 bits are exact. */
  readonly varint: number;
  /** Offset of the first byte of the whole record, tag included. */
  readonly recordStart: number;
  readonly payloadStart: number;
  readonly payloadEnd: number;
}

/** Where the bytes of a message come from: a buffer, or a file that is read by pages. */
export interface WireReader {
  readonly length: number;
  byte(offset: number): number;
  slice(start: number, end: number): Buffer;
}

export class MalformedModelError extends Error {
  override readonly name = 'MalformedModelError';
}

export function bufferReader(buffer: Buffer): WireReader {
  return {
    length: buffer.length,
    byte: (offset) => {
      const value = buffer[offset];
      if (value === undefined) throw new MalformedModelError('the file ends in the middle of a record');
      return value;
    },
    slice: (start, end) => buffer.subarray(start, end),
  };
}

/** 10 bytes carry the 64 bits of the longest varint. */
const longestVarint = 10;

function readVarint(reader: WireReader, start: number): { value: number; end: number } {
  let value = 0;
  let scale = 1;
  for (let index = 0; index < longestVarint; index++) {
    const byte = reader.byte(start + index);
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return { value, end: start + index + 1 };
    scale *= 128;
  }
  throw new MalformedModelError(`no valid number at byte ${start}`);
}

function payloadRange(reader: WireReader, type: WireType, start: number): { varint: number; from: number; to: number } {
  switch (type) {
    case WireType.Varint: {
      const { value, end } = readVarint(reader, start);
      return { varint: value, from: start, to: end };
    }
    case WireType.Fixed64:
      return { varint: 0, from: start, to: start + 8 };
    case WireType.Fixed32:
      return { varint: 0, from: start, to: start + 4 };
    case WireType.Bytes: {
      const { value, end } = readVarint(reader, start);
      return { varint: 0, from: end, to: end + value };
    }
    default:
      throw new MalformedModelError(`unknown record type at byte ${start}`);
  }
}

/** The fields of the message that lies between `start` and `end`, in file order. */
export function* fieldsOf(reader: WireReader, start = 0, end = reader.length): Generator<WireField> {
  let offset = start;
  while (offset < end) {
    const tag = readVarint(reader, offset);
    const type = (tag.value & 7) as WireType;
    const { varint, from, to } = payloadRange(reader, type, tag.end);
    if (to > end) throw new MalformedModelError(`the record at byte ${offset} is longer than the message that holds it`);
    yield { number: Math.floor(tag.value / 8), type, varint, recordStart: offset, payloadStart: from, payloadEnd: to };
    offset = to;
  }
}

function encodeVarint(value: number | bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return Buffer.from(bytes);
}

export function varintField(number: number, value: number | bigint): Buffer {
  return Buffer.concat([encodeVarint(number * 8 + WireType.Varint), encodeVarint(value)]);
}

export function bytesField(number: number, payload: Uint8Array | string): Buffer {
  const bytes = typeof payload === 'string' ? Buffer.from(payload, 'utf8') : payload;
  return Buffer.concat([encodeVarint(number * 8 + WireType.Bytes), encodeVarint(bytes.length), bytes]);
}

export function textOf(reader: WireReader, field: WireField): string {
  return reader.slice(field.payloadStart, field.payloadEnd).toString('utf8');
}
