/** A size for people, in decimal units as disks and download pages count. */
export function formatBytes(bytes: number): string {
  if (bytes < 1e3) return `${String(Math.round(bytes))} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(0)} kB`;
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
  return `${(bytes / 1e9).toFixed(2)} GB`;
}
