import type { Command } from '../../commands/command';
import { datasetTarget } from '../../commands/datasetTarget';
import { chooseRows } from '../batch/chooseRows';

/** Attributes many rows and adds them up by word. */
export const attributeFlaggedRows: Command = async ({ services, attributionBatches }, argument) => {
  const uri = datasetTarget(argument);
  const chosen = uri && (await chooseRows(services, uri));
  if (uri && chosen) await attributionBatches.run(uri, chosen);
};
