const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 (IEEE 802.3) of `bytes` from `start` up to `end`. Node's own came with 20.15 only. */
export function checksum(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let value = 0xffffffff;
  for (let index = start; index < end; index++) value = (value >>> 8) ^ (table[(value ^ (bytes[index] ?? 0)) & 0xff] ?? 0);
  return (value ^ 0xffffffff) >>> 0;
}
