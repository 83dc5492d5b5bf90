import path from 'node:path';

import { userCacheFolder } from '../userCacheFolder';

/**
 * Where fetched models are kept, outside every workspace; the editor and the command line share it. The environment variable
 * PREFLENS_MODELS names another folder.
 */
export function modelsFolder(system: Pick<NodeJS.Process, 'env' | 'platform'> = process): string {
  const named = system.env['PREFLENS_MODELS'];
  return named ? path.resolve(named) : path.join(userCacheFolder(system), 'downloads');
}
