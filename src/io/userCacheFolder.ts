import { homedir } from 'node:os';
import path from 'node:path';

/** The folder of this user's caches, by the custom of the system: everything in it can be made again. */
export function userCacheFolder({ env, platform }: Pick<NodeJS.Process, 'env' | 'platform'> = process): string {
  if (platform === 'win32') return path.join(env['LOCALAPPDATA'] ?? path.join(homedir(), 'AppData', 'Local'), 'preflens', 'Cache');
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Caches', 'preflens');
  return path.join(env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'preflens');
}
