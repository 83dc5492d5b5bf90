import * as vscode from 'vscode';

import { attributeFlaggedRows } from '../attribution/commands/attributeFlaggedRows';
import { attributePrompt } from '../attribution/commands/attributePrompt';
import { compareScores } from '../compare/compareScores';
import { redoChange, showChanges, undoChange } from '../edits/commands/changeListCommands';
import { dropRow } from '../edits/commands/dropRow';
import { editPair } from '../edits/commands/editPair';
import { exportDataset } from '../edits/commands/exportDataset';
import { exportReport } from '../report/exportReport';
import { silenceFinding } from '../edits/commands/silenceFinding';
import { swapPair } from '../edits/commands/swapPair';
import type { Feature } from '../feature';
import { fixAllFindings } from '../findings/commands/fixAllFindings';
import { fixFinding } from '../findings/commands/fixFinding';
import { goToFinding } from '../findings/commands/goToFinding';
import { keepFinding } from '../findings/commands/keepFinding';
import { applyReview, restartReview, reviewGroup, reviewStep, startReview } from '../findings/commands/reviewCommands';
import { reviewSample } from '../findings/commands/reviewSample';
import { showFinding } from '../findings/commands/showFinding';
import { filterFindings, findFindings, showMoreFindings, sortFindings } from '../findings/commands/viewCommands';
import { reportProblem } from '../scoring/reportProblem';
import type { Command, CommandContext } from './command';
import { showOverview } from '../overview/showOverview';
import { commandIds } from './commandIds';
import { cancelScoring } from './cancelScoring';
import { clearStoredScores } from './clearStoredScores';
import { explainPair } from './explainPair';
import { getModel } from './getModel';
import { goToWorstPair } from './goToWorstPair';
import { openAsTable } from './openAsTable';
import { openDatasetFolder } from './openDatasetFolder';
import { openFindingsSample, openSample } from './openSample';
import { openWalkthrough } from './openWalkthrough';
import { scoreDataset } from './scoreDataset';
import { selectModel } from './selectModel';
import { showModels } from './showModels';
import { toggleInline } from './toggleInline';

const commands: Readonly<Record<keyof typeof commandIds, Command>> = {
  openAsTable,
  openDatasetFolder,
  scoreDataset,
  cancelScoring,
  explainPair,
  attributePrompt,
  attributeFlaggedRows,
  clearAttribution: ({ attribution }) => attribution.clearDecorations(),
  toggleInline,
  goToNextWorstPair: goToWorstPair('next'),
  goToPreviousWorstPair: goToWorstPair('previous'),
  getModel,
  selectPolicyModel: selectModel('policy'),
  selectReferenceModel: selectModel('reference'),
  swapPair,
  dropRow,
  editPair,
  silenceFinding,
  undoChange,
  redoChange,
  showChanges,
  exportDataset,
  exportReport,
  findFindings,
  nextFinding: goToFinding('next'),
  previousFinding: goToFinding('previous'),
  showFinding,
  fixFinding,
  keepFinding,
  fixAllFindings,
  filterFindings,
  sortFindings,
  showMoreFindings,
  startReview,
  restartReview,
  reviewGroup,
  reviewSample,
  reviewKeep: reviewStep('keep'),
  reviewSwap: reviewStep('swap'),
  reviewDrop: reviewStep('drop'),
  reviewUnsure: reviewStep('unsure'),
  reviewSkip: reviewStep('skip'),
  reviewBack: reviewStep('back'),
  reviewEnd: reviewStep('end'),
  reviewApply: applyReview,
  compareScores,
  showOverview,
  showModels,
  clearStoredScores,
  openSample,
  openFindingsSample,
  openWalkthrough,
  showLog: ({ services: { log } }) => log.show(),
};

export function createCommandsFeature(parts: () => Omit<CommandContext, 'services'>): Feature {
  return {
    name: 'commands',
    start(services) {
      const register = ([name, command]: [string, Command]) =>
        vscode.commands.registerCommand(commandIds[name as keyof typeof commandIds], async (...given: unknown[]) => {
          try {
            return await command({ services, ...parts() }, ...given);
          } catch (error) {
            services.log.error(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
            return reportProblem(error);
          }
        });
      return vscode.Disposable.from(...Object.entries(commands).map(register));
    },
  };
}
