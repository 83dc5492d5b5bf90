import path from 'node:path';

import { userCacheFolder } from '../userCacheFolder';

/**
 * Where this user's scores are kept; the editor and the command line share it. The environment variable PREFLENS_STORE names
 * another folder.
 */
export function storeFolder(system: Pick<NodeJS.Process, 'env' | 'platform'> = process): string {
  const named = system.env['PREFLENS_STORE'];
  return named ? path.resolve(named) : path.join(userCacheFolder(system), 'scores');
}
