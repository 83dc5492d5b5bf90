/**
 * The alphabet that byte-level tokenizers write bytes in: printable Latin-1 characters stand for themselves, the other
 * bytes for the characters from U+0100 on, in order. Index: character code; value: byte, or -1 for no member.
 */
export const byteLevelAlphabet: Int16Array = buildAlphabet();

function buildAlphabet(): Int16Array {
  const bytes = new Int16Array(0x144).fill(-1);
  let next = 0x100;
  for (let byte = 0; byte < 256; byte += 1) {
    const printable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    bytes[printable ? byte : next] = byte;
    if (!printable) next += 1;
  }
  return bytes;
}
