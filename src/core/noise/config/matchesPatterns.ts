import { matchesGlob } from './matchesGlob';

/**
 * What a list of patterns says of a file: true or false by the last that fits, undefined where none does. `relative` is the file's path from the
 * folder of the patterns, with slashes. A pattern without a slash is for names in any folder, one that fits a folder is for all in it,
 * and one that begins with "!" takes back.
 */
export function matchesPatterns(relative: string, patterns: readonly string[]): boolean | undefined {
  const last = patterns.findLast((pattern) => fits(relative, pattern.replace(/^!/, '')));
  return last === undefined ? undefined : !last.startsWith('!');
}

function fits(relative: string, pattern: string): boolean {
  const path = pattern.replace(/\/$/, '');
  const anchored = path.includes('/') ? path.replace(/^\.?\//, '') : `**/${path}`;
  const inFolder = matchesGlob(relative, `${anchored}/**/*`);
  return inFolder || (!pattern.endsWith('/') && matchesGlob(relative, anchored));
}
