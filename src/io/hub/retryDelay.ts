/** How long to wait before the next attempt (the first failed one is 1), in milliseconds: what the server asks for, else twice as long each time. */
export function retryDelay(retryAfter: string | null, attempt: number, now: number = Date.now()): number {
  const asked = retryAfter === null ? NaN : /^\d+$/.test(retryAfter.trim()) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - now;
  return Number.isFinite(asked) ? Math.max(0, asked) : 1000 * 2 ** (attempt - 1);
}
