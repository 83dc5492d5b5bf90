import type { Log } from '../core/ports';

/** Warnings and errors on standard error, where they never mix with the figures. */
export const stderrLog: Log = {
  info: () => undefined,
  warn: (message) => process.stderr.write(`preflens: ${message}\n`),
  error: (message) => process.stderr.write(`preflens: ${message}\n`),
};
