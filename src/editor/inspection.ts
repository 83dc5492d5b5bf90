import type * as vscode from 'vscode';

import type { AttributionBatch, AttributionFigures, AttributionPanelView, FromAttributionPanel, SensitivityView } from '../shared/attributionProtocol';
import type { AttributionController } from './attribution/attributionController';
import type { AttributionBatches } from './attribution/batch/attributionBatches';
import type { CompareController } from './compare/compareController';
import type { CompareView, FromCompare } from '../shared/compareProtocol';
import type { RowFigures } from './figures/rowFigures';
import type { Chip } from './inline/chip';
import type { InlineDecorations } from './inline/inlineDecorations';
import type { OverviewPanels } from './overview/overviewPanels';
import type { PairPanelController } from './panel/pairPanelController';
import type { LintReport } from '../core/noise/lintReport';
import type { FindingNode } from './findings/tree/findingNodes';
import type { FindingsTree } from './findings/tree/findingsTree';
import type { PairContextView } from '../shared/pairContext';
import type { FromPairPanel, PairView, ReviewView } from '../shared/pairPanelProtocol';
import type { FromOverview, ToOverview } from '../shared/overviewProtocol';
import type { EditorServices } from './services';
import type { ResultSummary } from './session/resultSet';
import type { StatusBar } from './status/statusBar';

/**
 * What activate() returns: a look at what the extension shows, for tests. VS Code gives neither decorations nor status bar
 * items back to anybody, and nothing answers its questions. No promise is made to other extensions.
 */
export interface PreflensInspection {
  /** Figures of all rows that have some, by row. */
  results(uri: vscode.Uri): readonly RowFigures[];
  summary(uri: vscode.Uri): ResultSummary | null;
  /** Why the last run ended without results. */
  problem(uri: vscode.Uri): string | null;
  isBusy(uri: vscode.Uri): boolean;
  isStale(uri: vscode.Uri): boolean;
  /** Chips that stand before rows now. */
  chips(uri: vscode.Uri): readonly Chip[];
  /** Number of ranges painted for each step, worst first, and in the overview ruler. */
  heat(uri: vscode.Uri): { readonly bars: readonly number[]; readonly ruler: readonly number[] };
  statusText(): string;
  /** Pair that the panel shows, while it is open. */
  panelView(): PairView | null;
  /** What the panel says of the rest of the file. */
  pairContext(): PairContextView | null;
  /** As if a button of the panel had been pressed. */
  pairPanelAsked(message: FromPairPanel): void;
  /** Row that the table of a file stands on; null while there is no table, or no row was chosen. */
  tableRow(uri: vscode.Uri): number | null;
  /** What was found in a file; null before it was looked through. */
  findings(uri: vscode.Uri): LintReport | null;
  isLookingForFindings(uri: vscode.Uri): boolean;
  /** The list of findings, for its entries and their looks. */
  findingsTree: vscode.TreeDataProvider<FindingNode>;
  /** Where a review stands; null while there is none. */
  review(): ReviewView | null;
  /** Rows that went to the models since the window opened. */
  requestCount(): number;
  workerProcessId(): number | undefined;
  /** What the attribution panel shows, while it is open. */
  attribution(): { readonly view: AttributionPanelView; readonly figures: AttributionFigures; readonly sensitivity: SensitivityView | null } | null;
  /** Acts as the attribution panel would. */
  attributionAsked(message: FromAttributionPanel): void;
  /** Coalitions that went to the models since the window opened. */
  evaluationCount(): number;
  /** Ranges that the attribution tints: minus 1 … 3, plus 1 … 3. */
  attributionRanges(editor: vscode.TextEditor): readonly (readonly vscode.Range[])[];
  attributionBatch(): AttributionBatch | null;
  /** What the comparison panel shows, while it is open. */
  comparison(): CompareView | null;
  /** Acts as the comparison panel would. */
  comparisonAsked(message: FromCompare): void;
  /** What the overview of a file shows, while it is open. */
  overview(uri: vscode.Uri): Extract<ToOverview, { type: 'figures' }> | null;
  /** Acts as the overview would. */
  overviewAsked(uri: vscode.Uri, message: FromOverview): void;
  /** The command without its question about unsaved changes. */
  scoreFromDisk(uri: vscode.Uri): Promise<void>;
}

interface Inspected {
  readonly services: EditorServices;
  readonly decorations: () => InlineDecorations | undefined;
  readonly statusBar: () => StatusBar | undefined;
  readonly pairPanel: () => PairPanelController;
  readonly findingsTree: FindingsTree;
  readonly attribution: AttributionController;
  readonly attributionBatches: AttributionBatches;
  readonly comparison: CompareController;
  readonly overviews: OverviewPanels;
}

export function createInspection({ services: { sessions, models, scoring, tables, findings }, decorations, statusBar, pairPanel, findingsTree, attribution, attributionBatches, comparison, overviews }: Inspected): PreflensInspection {
  const count = (ranges: readonly (readonly unknown[])[] | undefined) => (ranges ?? []).map(({ length }) => length);
  return {
    results: (uri) => [...(sessions.get(uri)?.current ?? [])],
    summary: (uri) => sessions.get(uri)?.current?.summary ?? null,
    problem: (uri) => sessions.get(uri)?.problem ?? null,
    isBusy: (uri) => sessions.get(uri)?.isBusy ?? false,
    isStale: (uri) => (sessions.get(uri)?.staleReason ?? null) !== null,
    chips: (uri) => decorations()?.chipsOf(uri) ?? [],
    heat: (uri) => ({ bars: count(decorations()?.heatOf(uri).bars), ruler: count(decorations()?.heatOf(uri).ruler) }),
    statusText: () => statusBar()?.text ?? '',
    panelView: () => pairPanel().panel.view,
    pairContext: () => pairPanel().panel.context,
    pairPanelAsked: (message) => pairPanel().panel.simulate(message),
    tableRow: (uri) => tables.of(uri)[0]?.selectedRow ?? null,
    findings: (uri) => findings.of(uri)?.report ?? null,
    isLookingForFindings: (uri) => findings.isLooking(uri),
    findingsTree,
    review: () => pairPanel().panel.reviewView,
    requestCount: () => models.requestCount,
    workerProcessId: () => models.processId,
    attribution: () => (attribution.view && attribution.figures ? { view: attribution.view, figures: attribution.figures, sensitivity: attribution.panel.shown('sensitivity')?.sensitivity ?? null } : null),
    attributionAsked: (message) => attribution.panel.simulate(message),
    evaluationCount: () => attribution.evaluationCount,
    attributionRanges: (editor) => attribution.decorations.rangesIn(editor),
    attributionBatch: () => attributionBatches.shown,
    comparison: () => comparison.shown,
    comparisonAsked: (message) => comparison.simulate(message),
    overview: (uri) => overviews.of(uri)?.shown ?? null,
    overviewAsked: (uri, message) => overviews.of(uri)?.simulate(message),
    scoreFromDisk: (uri) => scoring.score(uri),
  };
}
