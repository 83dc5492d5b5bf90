/** The part of the standard TextEncoder used here; every JavaScript host has it, yet it is not part of the language's types. */
declare const TextEncoder: new () => { encode(text: string): Uint8Array };

const encoder = new TextEncoder();

export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}
