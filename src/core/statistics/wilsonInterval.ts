const z = 1.959963984540054;

/** Wilson's 95 % interval of a share (Wilson 1927); `hits` may be fractional. Null for a total of 0. */
export function wilsonInterval(hits: number, total: number): { readonly estimate: number; readonly low: number; readonly high: number } | null {
  if (total <= 0) return null;
  const share = hits / total;
  const centre = (share + (z * z) / (2 * total)) / (1 + (z * z) / total);
  const half = (z / (1 + (z * z) / total)) * Math.sqrt((share * (1 - share)) / total + (z * z) / (4 * total * total));
  return { estimate: share, low: Math.max(0, Math.min(share, centre - half)), high: Math.min(1, Math.max(share, centre + half)) };
}
