import type { Command } from '../../commands/command';
import { datasetTarget } from '../../commands/datasetTarget';
import { ReportPanel } from '../report/reportPanel';

/** Opens the page that says what was found in a file as a whole. */
export const showFileReport: Command = async ({ services }, argument) => {
  const uri = datasetTarget(argument);
  if (uri === undefined) return;
  await services.findings.get(uri);
  ReportPanel.show(services, uri);
};
