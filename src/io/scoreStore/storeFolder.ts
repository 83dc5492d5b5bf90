import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Where this user's scores are kept, by the custom of the system; the editor and the command line share it. The environment
 * variable PREFLENS_STORE names another folder.
 */
export function storeFolder({ env, platform }: Pick<NodeJS.Process, 'env' | 'platform'> = process): string {
  if (env['PREFLENS_STORE']) return path.resolve(env['PREFLENS_STORE']);
  if (platform === 'win32') return path.join(env['LOCALAPPDATA'] ?? path.join(homedir(), 'AppData', 'Local'), 'Preflens', 'scores');
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Caches', 'Preflens', 'scores');
  return path.join(env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'preflens', 'scores');
}
