import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import type { Compressors } from 'hyparquet';
import { compressors, decompressZstd } from 'hyparquet-compressors';

/** Bytes of one unpacked page; writers make pages of about one MiB. */
const maximalPageBytes = 512 * 1024 * 1024;

/**
 * The codecs of Parquet: Node's own where it has them, else those of hyparquet-compressors. None gives more than the page's
 * header says, whatever the data holds.
 */
export const parquetCodecs: Compressors = {
  SNAPPY: bounded(compressors.SNAPPY),
  LZ4: bounded(compressors.LZ4),
  LZ4_RAW: bounded(compressors.LZ4_RAW),
  ZSTD: bounded((input, length) => decompressZstd(input, new Uint8Array(length))),
  GZIP: bounded((input, length) => gunzipSync(input, { maxOutputLength: Math.max(1, length) })),
  BROTLI: bounded((input, length) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) })),
};

type Codec = (input: Uint8Array, length: number) => Uint8Array;

function bounded(codec: Codec | undefined): Codec {
  return (input, length) => {
    if (length < 0 || length > maximalPageBytes) throw new RangeError(`A page of ${String(length)} bytes is too large.`);
    if (length === 0 || codec === undefined) return new Uint8Array(0);
    const output = codec(input, length);
    if (output.length !== length) throw new RangeError(`A page has ${String(output.length)} bytes where its header says ${String(length)}.`);
    // Decoders look at the buffer behind the bytes.
    return output.byteOffset === 0 && output.byteLength === output.buffer.byteLength ? output : new Uint8Array(output);
  };
}
