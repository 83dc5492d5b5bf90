import { openTable } from '../table/openTable';
import type { Command } from './command';
import { datasetTarget } from './datasetTarget';

/** Opens a file as a table, at the row given or at the cursor. */
export const openAsTable: Command = async ({ services }, argument) => {
  const uri = datasetTarget(argument);
  if (uri) await openTable(services, uri);
};
