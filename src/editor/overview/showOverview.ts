import type { Command } from '../commands/command';
import { datasetTarget } from '../commands/datasetTarget';

/** Opens the pictures and figures of a file as a whole. */
export const showOverview: Command = ({ overviews }, argument) => {
  const uri = datasetTarget(argument);
  if (uri) overviews.show(uri);
};
