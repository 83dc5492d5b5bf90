/** How the strings of a JSON row are written. */
export interface JsonStringStyle {
  /** True where characters beyond ASCII are written as \\u escapes, as Python's json does unless told otherwise. */
  readonly escapesNonAscii: boolean;
}

const beyondAscii = /[^\u0000-\u007f]/;
const escapedBeyondAscii = /\\u(?:00[89a-fA-F]|0[1-9a-fA-F]|[1-9a-fA-F])/;

/** What a row shows of its style: it escapes where it has escapes of characters beyond ASCII and none of them as it is. */
export function jsonStringStyle(rawRow: string): JsonStringStyle {
  return { escapesNonAscii: !beyondAscii.test(rawRow) && escapedBeyondAscii.test(rawRow) };
}

/** The characters that stand for `text` between the quotes of a JSON string. */
export function encodeJsonText(text: string, { escapesNonAscii }: JsonStringStyle): string {
  const encoded = JSON.stringify(text).slice(1, -1);
  return escapesNonAscii ? encoded.replace(/[\u0080-\uffff]/g, escape) : encoded;
}

function escape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
