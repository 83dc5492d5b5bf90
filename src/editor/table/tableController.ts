import * as vscode from 'vscode';

import { CancelledError } from '../../core/errors';
import { numericColumnIds } from '../../shared/tableColumns';
import { parseFilter } from '../../shared/tableFilter';
import { detailLookSchema, fromTableSchema, tableProtocolVersion as version, type FromTable, type TableRow, type TableSort, type ToTable } from '../../shared/tableProtocol';
import type { EditorServices } from '../services';
import { formatCount } from '../figures/numbers';
import { WebviewConversation, type Asked } from '../webviews/webviewConversation';
import { arrange, Arrangement } from './arrangement';
import { cellTexts } from './cellText';
import { labelText } from './labelColumns';
import { TooManyLabelsError } from './labelValues';
import { bytesOf, rowDetail } from './rowDetail';
import type { TableActions } from './tableActions';
import type { TableDocument } from './tableDocument';
import { rowHeat, rowNumbers, shownPair } from './tableNumbers';
import { resultsFor, tableStatus } from './tableStatus';
import type { TableShow, TableView } from './tableViews';
import { TextSearch } from './textSearch';

type Message<Type extends FromTable['type']> = Extract<FromTable, { type: Type }>;
/** A message to the table without its version. */
type Unversioned<Outgoing> = Outgoing extends ToTable ? Omit<Outgoing, 'version'> : never;

const statusMilliseconds = 150;
/** Under which the look of the pane is kept for the tables of other files. */
const lookKey = 'table.detailLook';

/** One table: answers what its view asks, and tells it what changed. */
export class TableController implements TableView, vscode.Disposable {
  selectedRow: number | null = null;
  rowsInView: readonly number[] = [];
  private arrangement: Arrangement;
  private arranging = new AbortController();
  private search: TextSearch | null = null;
  private searching = new AbortController();
  private readonly conversation: WebviewConversation<FromTable, ToTable>;
  private wish: Unversioned<Extract<ToTable, { type: 'show' }>> | null = null;
  private figuresVersion = 0;
  private generation: number;
  private telling: NodeJS.Timeout | undefined;
  private readonly subscriptions: vscode.Disposable;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly document: TableDocument,
    private readonly services: EditorServices,
    private readonly actions: TableActions,
  ) {
    this.arrangement = this.fileOrder(0);
    this.generation = document.generation;
    const { sessions, tables, log, context: { extensionUri } } = services;
    this.conversation = new WebviewConversation(panel.webview, { extensionUri, log }, { page: 'table', name: 'the table', schema: fromTableSchema });
    const isOurs = ({ uri }: { readonly uri: vscode.Uri }) => uri.toString() === document.uri.toString();
    this.subscriptions = vscode.Disposable.from(
      tables.add(this),
      this.conversation,
      this.conversation.onMessage((message) => this.receive(message)),
      this.conversation.onReady(() => this.begin()),
      document.onDidChange(() => this.documentChanged()),
      sessions.onDidChange((session) => (isOurs(session) ? this.figuresChanged() : undefined)),
      sessions.onDidRemove((session) => (isOurs(session) ? this.figuresChanged() : undefined)),
    );
  }

  get uri(): vscode.Uri {
    return this.document.uri;
  }

  get isActive(): boolean {
    return this.panel.active;
  }

  get isVisible(): boolean {
    return this.panel.visible;
  }

  /** Number of rows in the arrangement that is shown. */
  get shownCount(): number {
    return this.arrangement.count;
  }

  show({ row, sort, filter }: TableShow): void {
    this.panel.reveal(undefined, false);
    this.wish = { type: 'show', row: row ?? null, sort: sort ?? null, filter: filter ?? null };
    this.grantWish();
  }

  dispose(): void {
    clearTimeout(this.telling);
    this.arranging.abort();
    this.searching.abort();
    this.subscriptions.dispose();
  }

  /** Also when the view comes back after it was hidden: it knows of no order, and asks for its own again. */
  private begin(): void {
    this.forgetArrangement();
    this.tellLook();
    this.tellStatus();
    this.grantWish();
  }

  private receive(message: Asked<FromTable>): void {
    this.answer(message).catch((error: unknown) => {
      this.document.noteProblem(error);
      if (!CancelledError.is(error)) this.services.log.warn(`table: ${error instanceof Error ? error.message : String(error)}`);
    });
  }

  private async answer(message: Asked<FromTable>): Promise<void> {
    switch (message.type) {
      case 'rows':
        return this.sendRows(message);
      case 'inView':
        return this.noteView(message);
      case 'arrange':
        return this.rearrange(message);
      case 'search':
        return this.startSearch(message);
      case 'step':
        return this.step(message);
      case 'find':
        return this.post({ type: 'place', arrangement: this.arrangement.request.id, row: message.row, position: this.arrangement.positionOf(message.row), wrapped: false });
      case 'select':
        this.selectedRow = message.row;
        return;
      case 'detail':
        return this.sendDetail(message.row);
      case 'look':
        return this.services.context.globalState.update(lookKey, message.look);
      case 'reload':
        return this.document.load();
      default:
        return this.actions.run(this.document, message);
    }
  }

  private async sendRows({ generation, arrangement, first, count }: Message<'rows'>): Promise<void> {
    if (!this.isCurrent(generation, arrangement)) return;
    const rows: TableRow[] = [];
    for (let position = first; position < first + count; position++) {
      const row = this.arrangement.rowAt(position);
      if (row === undefined) break;
      rows.push(await this.tableRow(row));
      if (!this.isCurrent(generation, arrangement)) return;
    }
    this.post({ type: 'rows', generation, arrangement, first, rows });
  }

  private isCurrent(generation: number, arrangement: number): boolean {
    return generation === this.document.generation && arrangement === this.arrangement.request.id && this.document.data !== null;
  }

  private async tableRow(row: number): Promise<TableRow> {
    const reading = await this.document.read(row);
    const results = resultsFor(this.document, this.session);
    const figures = results?.at(row);
    const shown = reading.texts[shownPair(figures)] ?? reading.texts[0];
    const texts = shown ? cellTexts(shown) : { prompt: '', chosen: '', rejected: '' };
    const { labelColumns } = this.document;
    const fields = labelColumns.length > 0 ? await this.document.located.fields(row) : null;
    return {
      row,
      line: reading.line,
      kind: reading.kind,
      pairs: reading.pairs.length,
      ...texts,
      labels: labelColumns.map((name) => labelText(fields, name)),
      numbers: rowNumbers(reading, bytesOf(this.document.located, row), figures),
      heat: rowHeat(figures, results),
      problem: reading.problem ?? (figures?.kind === 'unscored' ? figures.reason : null),
      isHit: this.search?.isHit(row) ?? false,
    };
  }

  private async sendDetail(row: number): Promise<void> {
    const { generation } = this.document;
    const results = resultsFor(this.document, this.session);
    const detail = await rowDetail({ data: this.document.located, reading: await this.document.read(row), figures: results?.at(row), results });
    this.post({ type: 'detail', generation, detail });
  }

  private noteView({ arrangement, first, count }: Message<'inView'>): void {
    if (arrangement !== this.arrangement.request.id) return;
    this.rowsInView = Array.from({ length: count }, (_, index) => this.arrangement.rowAt(first + index) ?? -1).filter((row) => row !== -1);
  }

  private get session() {
    return this.services.sessions.get(this.document.uri);
  }

  private fileOrder(id: number): Arrangement {
    return new Arrangement({ id, sort: null, terms: [] }, () => this.document.data?.rowCount ?? 0);
  }

  private async rearrange({ id, sort, filter }: Message<'arrange'>): Promise<void> {
    this.arranging.abort();
    const arranging = new AbortController();
    this.arranging = arranging;
    const parsed = parseFilter(filter);
    const problem = parsed.kind === 'problem' ? parsed.message : this.unknownColumn(parsed.terms, sort);
    const terms = parsed.kind === 'filter' ? parsed.terms : [];
    const next = new Arrangement({ id, sort, terms }, () => this.document.data?.rowCount ?? 0);
    if (problem !== null) return this.tellArrangement(next, 1, problem);
    // The order of the file is known while its rows are still being found; every other waits for the last of them.
    const isFileOrder = sort === null && terms.length === 0;
    if (!isFileOrder && this.document.phase !== 'ready') return this.tellArrangement(next, 0);
    const setsChanged = next.isFiltered || this.arrangement.isFiltered;
    if (sort === null) this.arrangement = next;
    if (!isFileOrder) await this.fill(next, arranging.signal);
    if (arranging.signal.aborted) return;
    this.arrangement = next;
    this.tellArrangement(next, 1);
    if (setsChanged && this.search) await this.startSearch({ version, type: 'search', id: this.search.id, text: this.search.text });
  }

  private async fill(next: Arrangement, signal: AbortSignal): Promise<void> {
    const progressed = (share: number) => this.tellArrangement(next, share * 0.99);
    progressed(0);
    const context = {
      data: this.document.located,
      figures: (row: number) => resultsFor(this.document, this.session)?.at(row),
      facts: (told: (share: number) => void, during: unknown) => this.document.facts(told, during as AbortSignal),
      findings: (told: (share: number) => void, during: unknown) => this.document.findings(told, during as AbortSignal),
      report: async () => (await this.services.findings.get(this.document.uri)).report,
    };
    try {
      await arrange(next, context, progressed, signal);
    } catch (error) {
      if (signal.aborted) return;
      next.setRows(new Uint32Array());
      this.arranging.abort();
      this.tellArrangement(next, 1, arrangementProblem(error));
      if (!(error instanceof TooManyLabelsError)) throw error;
    }
  }

  /** A sentence about a column that is asked for and does not exist. */
  private unknownColumn(terms: readonly { readonly kind: string; readonly column?: string }[], sort: TableSort | null): string | null {
    const asked = terms.flatMap(({ kind, column }) => (kind === 'label' && column ? [column] : []));
    const sortedBy = sort && !numericColumnIds.some((id) => id === sort.column) && sort.column !== 'row' ? [sort.column.replace(/^label:/, '')] : [];
    if (this.document.phase !== 'ready') return null;
    const unknown = [...asked, ...sortedBy].find((name) => !this.document.labelColumns.includes(name));
    return unknown === undefined ? null : vscode.l10n.t('There is no column “{0}” to filter or sort by.', unknown);
  }

  private tellArrangement(arrangement: Arrangement, share: number, problem: string | null = null): void {
    const isShown = problem === null && arrangement === this.arrangement;
    const isDone = share === 1;
    this.post({ type: 'arrangement', generation: this.document.generation, id: arrangement.request.id, count: arrangement.count, share, isShown, isDone, problem });
  }

  private async startSearch({ id, text }: Message<'search'>): Promise<void> {
    this.searching.abort();
    this.search = null;
    if (text === '' || this.document.phase !== 'ready') return;
    const searching = new AbortController();
    this.searching = searching;
    const search = new TextSearch(id, text, this.document.located);
    this.search = search;
    const tell = () => this.post({ type: 'search', id, rows: search.rows, occurrences: search.occurrences, share: search.share, isDone: search.isDone });
    tell();
    await search.run(this.arrangement, tell, searching.signal);
  }

  private step({ from, direction }: Message<'step'>): void {
    const found = this.search?.step(this.arrangement, from, direction) ?? null;
    const row = found && this.arrangement.rowAt(found.position);
    this.post({ type: 'place', arrangement: this.arrangement.request.id, row: row ?? null, position: found?.position ?? null, wrapped: found?.wrapped ?? false });
  }

  private documentChanged(): void {
    if (this.generation !== this.document.generation) {
      this.generation = this.document.generation;
      this.forgetArrangement();
    }
    this.tellStatus();
  }

  private forgetArrangement(): void {
    this.arranging.abort();
    this.searching.abort();
    this.search = null;
    this.arrangement = this.fileOrder(0);
  }

  /** Not at each bundle of results: the view asks for its rows again each time. */
  private figuresChanged(): void {
    if (this.telling) return;
    this.telling = setTimeout(() => {
      this.telling = undefined;
      this.figuresVersion++;
      this.tellStatus();
    }, statusMilliseconds);
  }

  private tellLook(): void {
    const look = detailLookSchema.safeParse(this.services.context.globalState.get(lookKey));
    if (look.success) this.post({ type: 'look', look: look.data });
  }

  private tellStatus(): void {
    this.post({ type: 'status', status: tableStatus(this.document, this.session, this.figuresVersion) });
  }

  private grantWish(): void {
    if (!this.wish || !this.conversation.isListening) return;
    this.post(this.wish);
    this.wish = null;
  }

  private post(message: Unversioned<ToTable>): void {
    this.conversation.post({ version, ...message });
  }
}

function arrangementProblem(error: unknown): string {
  if (error instanceof TooManyLabelsError) return vscode.l10n.t('“{0}” has more than {1} different values, too many to sort by.', error.column, formatCount(error.limit));
  return error instanceof Error ? error.message : String(error);
}
