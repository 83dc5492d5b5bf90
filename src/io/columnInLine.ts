import { open } from 'node:fs/promises';

const lookedAt = 64 * 1024;

/**
 * The 1-based column (in UTF-16 units) at which a row begins in its line; null where that cannot be told: `bytes` do not stand there (the
 * file that was read is an unpacked copy), or the line begins too far before.
 */
export async function columnInLine(file: string, byteStart: number, bytes: Uint8Array): Promise<number | null> {
  const handle = await open(file, 'r').catch(() => undefined);
  if (handle === undefined) return null;
  try {
    const before = Math.min(byteStart, lookedAt);
    const buffer = Buffer.alloc(before + bytes.length);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, byteStart - before);
    if (bytesRead < buffer.length || !buffer.subarray(before).equals(bytes)) return null;
    const lineFeed = buffer.subarray(0, before).lastIndexOf(0x0a);
    if (lineFeed === -1 && before < byteStart) return null;
    return buffer.subarray(lineFeed + 1, before).toString('utf8').replace(/^\ufeff/, '').length + 1;
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}
