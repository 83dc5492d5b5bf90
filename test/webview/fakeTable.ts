import type { Page } from 'playwright-core';

import { numericColumns } from '../../src/shared/tableColumns';
import type { RowDetail, TableRow, TableStatus } from '../../src/shared/tableProtocol';
import { tableProtocolVersion } from '../../src/shared/tableProtocol';

export interface FakeTable {
  readonly rowCount: number;
  /** Texts of every row; the number of the row is put in front of each. */
  readonly texts?: { readonly prompt: string; readonly chosen: string; readonly rejected: string };
  readonly status?: Partial<TableStatus>;
  readonly label?: string;
  /** Milliseconds that an answer takes. */
  readonly delay?: number;
}

const defaultTexts = { prompt: 'How do I keep bread fresh?', chosen: 'Keep it in a paper bag at room temperature.', rejected: 'Put it in the fridge, where it lasts for ever.' };

/** Begins to answer what the table asks, as the extension would, from rows that are made up as they are asked for. */
export async function serveFakeTable(page: Page, table: FakeTable): Promise<void> {
  const texts = table.texts ?? defaultTexts;
  const given = { ...table, texts, status: fakeStatus(table), detail: fakeDetail(texts, table.label ?? 'web'), numbers: numericColumns.map(({ source }) => source), version: tableProtocolVersion, delay: table.delay ?? 0, label: table.label ?? 'web' };
  await page.evaluate(actAsTable, given);
}

export function fakeStatus({ rowCount, status }: Pick<FakeTable, 'rowCount' | 'status'>): TableStatus {
  return {
    file: 'preferences.jsonl',
    generation: 1,
    phase: 'ready',
    failure: null,
    rowCount,
    locatedShare: 1,
    hasText: true,
    hasBytes: true,
    labelColumns: ['source'],
    changedOnDisk: false,
    figuresVersion: 1,
    scoring: { activity: 'idle', done: rowCount, scored: rowCount, problem: null, stale: null },
    ...status,
  };
}

function fakeDetail(texts: NonNullable<FakeTable['texts']>, label: string): RowDetail {
  const turns = (role: string, content: string) => ({ turns: [{ role, content }], characters: content.length });
  return {
    row: 0,
    line: 1,
    kind: 'pair',
    schema: 'trl-conversational',
    pairs: 1,
    pair: 0,
    prompt: { turns: [{ role: 'system', content: 'You are a careful cook.' }, { role: 'user', content: texts.prompt }], characters: texts.prompt.length },
    chosen: turns('assistant', texts.chosen),
    rejected: turns('assistant', texts.rejected),
    fields: [{ name: 'source', value: label }],
    numbers: numericColumns.map((_, index) => index - 2.5),
    heat: numericColumns.map((_, index) => (index < 4 ? index : null)),
    problem: null,
    notes: [],
    raw: null,
  };
}

type Given = Required<Omit<FakeTable, 'status'>> & { readonly status: TableStatus; readonly detail: RowDetail; readonly numbers: readonly string[]; readonly version: number };

/** Runs inside the page. Sorting turns the rows round, filtering keeps every tenth: enough to see that the table asks and shows. */
function actAsTable({ status, texts, label, numbers, detail, version, rowCount, delay }: Given): void {
  const asked = window as unknown as { preflensTest: { posted: unknown[] } };
  let arrangement = { id: 0, count: rowCount, rowAt: (position: number) => position, positionOf: (row: number): number | null => row };
  const reply = (message: object) => setTimeout(() => window.postMessage({ version, ...message }, '*'), delay);
  const row = (number: number): TableRow => ({
    row: number,
    line: number + 1,
    kind: number % 97 === 13 ? 'unreadable' : 'pair',
    pairs: number % 97 === 13 ? 0 : 1,
    prompt: `${String(number)} ${texts.prompt}`,
    chosen: texts.chosen,
    rejected: texts.rejected,
    labels: status.labelColumns.map((_, index) => `${label}-${String((number + index) % 5)}`),
    numbers: numbers.map((source, index) => (source === 'figure' ? Math.sin(number * 0.7 + index) * 4 : (number * 31 + index) % 900)),
    heat: numbers.map((source, index) => (source === 'figure' && index < 4 ? Math.min(7, Math.max(0, Math.floor(Math.sin(number * 0.7 + index) * 4 + 4))) : null)),
    problem: number % 97 === 13 ? 'A comma is missing after the value of “prompt”; correct or delete the row.' : null,
    isHit: false,
  });
  const answer = (message: { type: string } & Record<string, unknown>): void => {
    if (message.type === 'ready') reply({ type: 'status', status });
    if (message.type === 'rows') {
      const { first, count } = message as unknown as { first: number; count: number };
      const rows = Array.from({ length: Math.min(count, arrangement.count - first) }, (_, index) => row(arrangement.rowAt(first + index)));
      reply({ type: 'rows', generation: status.generation, arrangement: message['arrangement'], first, rows });
    }
    if (message.type === 'arrange') {
      const { id, sort, filter } = message as unknown as { id: number; sort: { direction: string } | null; filter: string };
      const step = filter === '' ? 1 : 10;
      const count = filter.includes('nothing') ? 0 : Math.ceil(rowCount / step);
      const turned = sort?.direction === 'descending';
      const place = (position: number) => (turned ? count - 1 - position : position);
      arrangement = { id, count, rowAt: (position) => place(position) * step, positionOf: (number) => (number % step === 0 && number / step < count ? place(number / step) : null) };
      reply({ type: 'arrangement', generation: status.generation, id, count, share: 1, isShown: true, isDone: true, problem: null });
    }
    if (message.type === 'find') reply({ type: 'place', arrangement: arrangement.id, row: message['row'], position: arrangement.positionOf(message['row'] as number), wrapped: false });
    if (message.type === 'search' && message['text'] !== '') reply({ type: 'search', id: message['id'], rows: 2, occurrences: 3, share: 1, isDone: true });
    if (message.type === 'step') {
      const next = ((message['from'] as number) < 41 ? 41 : 70) % arrangement.count;
      reply({ type: 'place', arrangement: arrangement.id, row: arrangement.rowAt(next), position: next, wrapped: false });
    }
    if (message.type === 'detail') reply({ type: 'detail', generation: status.generation, detail: { ...detail, row: message['row'], line: (message['row'] as number) + 1 } });
  };
  const { posted } = asked.preflensTest;
  for (const message of posted) answer(message as { type: string });
  posted.push = (...messages: unknown[]): number => {
    for (const message of messages) {
      Array.prototype.push.call(posted, message);
      answer(message as { type: string });
    }
    return posted.length;
  };
}
