import * as vscode from 'vscode';

import { languageModelToolsFeature } from './agents/languageModelToolsFeature';
import { AttributionController } from './attribution/attributionController';
import { AttributionBatches } from './attribution/batch/attributionBatches';
import { CompareController } from './compare/compareController';
import { createCommandsFeature } from './commands/commandTable';
import { changesStatusFeature } from './edits/changesStatus';
import { documentEvents } from './documents/documentEvents';
import { startFeatures, type Feature } from './feature';
import { registerChangePreviews } from './findings/changePreview';
import { findingActionsFeature } from './findings/findingActions';
import { findingDiagnosticsFeature } from './findings/findingDiagnostics';
import { findingsEventsFeature } from './findings/findingsEvents';
import { ReviewController } from './findings/review/reviewController';
import { FindingsTree } from './findings/tree/findingsTree';
import { codeLensFeature } from './inline/codeLensProvider';
import { hoverFeature } from './inline/hoverProvider';
import { createInlineFeature, type InlineDecorations } from './inline/inlineDecorations';
import { rowDiagnosticsFeature } from './inline/rowDiagnostics';
import { createInspection, type PreflensInspection } from './inspection';
import { OverviewPanels } from './overview/overviewPanels';
import { PairPanelController } from './panel/pairPanelController';
import { PairPanelEvents } from './panel/pairPanelEvents';
import { settingsChanges } from './scoring/settingsChanges';
import { createServices } from './services';
import { contextKeysFeature } from './status/contextKeys';
import { createStatusBarFeature, type StatusBar } from './status/statusBar';
import { tableFeature } from './table/tableEditor';

let endStore = (): Promise<void> => Promise.resolve();

/** Called by VS Code when a dataset is opened or a command is run. */
export function activate(context: vscode.ExtensionContext): PreflensInspection {
  const log = vscode.window.createOutputChannel('Preflens', { log: true });
  const services = createServices(context, log);
  endStore = () => services.store.dispose();
  const pairPanel = new PairPanelController(services);
  const review = new ReviewController(services, pairPanel);
  const findingsTree = new FindingsTree(services);
  const attribution = new AttributionController(services);
  const attributionBatches = new AttributionBatches(services);
  const comparison = new CompareController(services);
  const overviews = new OverviewPanels(services, pairPanel);
  let decorations: InlineDecorations | undefined;
  let statusBar: StatusBar | undefined;
  // Document events come first: every other listener asks where lines went.
  const features: readonly Feature[] = [
    documentEvents,
    createCommandsFeature(() => ({ pairPanel, review, findingsTree, attribution, attributionBatches, comparison, overviews })),
    createStatusBarFeature((started) => (statusBar = started)),
    createInlineFeature((started) => (decorations = started)),
    hoverFeature,
    codeLensFeature,
    rowDiagnosticsFeature,
    settingsChanges,
    contextKeysFeature,
    tableFeature,
    changesStatusFeature,
    findingsEventsFeature,
    findingDiagnosticsFeature,
    findingActionsFeature,
    languageModelToolsFeature,
    { name: 'findings', start: () => vscode.Disposable.from(findingsTree, review, registerChangePreviews()) },
    { name: 'overview', start: () => overviews },
    { name: 'attribution', start: () => vscode.Disposable.from(attribution, attributionBatches) },
    { name: 'comparison', start: () => comparison },
    { name: 'pair panel', start: () => vscode.Disposable.from(pairPanel, new PairPanelEvents(services, pairPanel)) },
  ];
  // Features end first, the log last: what ends may still have something to say.
  context.subscriptions.push(startFeatures(features, services), services, log);
  return createInspection({
    services,
    decorations: () => decorations,
    statusBar: () => statusBar,
    pairPanel: () => pairPanel,
    findingsTree,
    attribution,
    attributionBatches,
    comparison,
    overviews,
  });
}

/** Called by VS Code when the window closes; it waits a few seconds for what is returned. */
export function deactivate(): Promise<void> {
  return endStore();
}
