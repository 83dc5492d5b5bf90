import { describe, expect, it } from 'vitest';

import { Arrangement, arrange, type ArrangeContext } from '../../../src/editor/table/arrangement';
import { collectFindings, RowFacts } from '../../../src/editor/table/rowFacts';
import type { TableData } from '../../../src/editor/table/tableData';
import type { RowFigures, ScoredRow } from '../../../src/editor/figures/rowFigures';
import { parseFilter } from '../../../src/shared/tableFilter';
import type { TableSort } from '../../../src/shared/tableProtocol';
import { pair, tables } from './rows';

const tableOf = tables();

const response = { tokenCount: 4, truncated: false, logProbability: -5, reward: 0 };
const scored = (row: number, rewardMargin: number): ScoredRow => ({
  kind: 'scored', row, line: row + 1, pair: 0, pairCount: 1, beta: 0.1, rewardMargin, preferenceProbability: 1 / (1 + Math.exp(-rewardMargin)), likelihoodMargin: 0, referenceMargin: null,
  lengthNormalizedChes: null, displacement: null, chosen: { ...response, tokenCount: row }, rejected: response, notes: [],
});

interface Asked {
  readonly filter?: string;
  readonly sort?: TableSort;
  readonly margins?: readonly (number | undefined)[];
}

async function arranged(data: TableData, { filter = '', sort, margins = [] }: Asked): Promise<Arrangement> {
  const parsed = parseFilter(filter);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  const arrangement = new Arrangement({ id: 1, sort: sort ?? null, terms: parsed.terms }, () => data.rowCount);
  const signal = new AbortController().signal;
  const figures: (RowFigures | undefined)[] = margins.map((margin, row) => (margin === undefined ? undefined : scored(row, margin)));
  const context: ArrangeContext = {
    data,
    figures: (row) => figures[row],
    facts: () => RowFacts.collect(data, { signal }),
    findings: () => collectFindings(data, { signal }),
    report: () => Promise.reject(new Error('No condition asks for it.')),
  };
  await arrange(arrangement, context, () => undefined, signal);
  return arrangement;
}

async function rows(data: TableData, asked: Asked): Promise<(number | undefined)[]> {
  const arrangement = await arranged(data, asked);
  return Array.from({ length: arrangement.count }, (_, position) => arrangement.rowAt(position));
}

const ascending = (column: string): TableSort => ({ column, direction: 'ascending' });
const descending = (column: string): TableSort => ({ column, direction: 'descending' });

describe('arranging rows', () => {
  it('leaves them in the order of the file where nothing is asked', async () => {
    const arrangement = await arranged(await tableOf([pair('a'), pair('b')]), {});
    expect([arrangement.count, arrangement.rowAt(1), arrangement.rowAt(2), arrangement.positionOf(1), arrangement.positionOf(2)]).toEqual([2, 1, undefined, 1, null]);
  });

  it('sorts by a figure, rows without one last', async () => {
    const data = await tableOf([pair('a'), pair('b'), pair('c'), pair('d')]);
    const margins = [0.5, undefined, -2, 3];
    expect(await rows(data, { sort: ascending('rewardMargin'), margins })).toEqual([2, 0, 3, 1]);
    expect(await rows(data, { sort: descending('rewardMargin'), margins })).toEqual([3, 0, 2, 1]);
    expect(await rows(data, { sort: descending('row') })).toEqual([3, 2, 1, 0]);
  });

  it('sorts by lengths and by fields, numbers as numbers', async () => {
    const data = await tableOf([pair('aaa', 'x', 'y', { rating: 10, model: 'b' }), pair('a', 'long answer', 'y', { rating: 9, model: 'a' }), pair('aa', 'xx', 'y', { model: 'c' })]);
    expect(await rows(data, { sort: ascending('promptLength') })).toEqual([1, 2, 0]);
    expect(await rows(data, { sort: descending('chosenLength') })).toEqual([1, 2, 0]);
    expect(await rows(data, { sort: ascending('label:rating') })).toEqual([1, 0, 2]);
    expect(await rows(data, { sort: descending('label:model') })).toEqual([2, 0, 1]);
    expect(await rows(data, { sort: ascending('bytes') })).toHaveLength(3);
  });

  it('keeps rows by their figures; a row without one fits neither side', async () => {
    const data = await tableOf([pair('a'), pair('b'), pair('c')]);
    const margins = [0.5, undefined, -2];
    expect(await rows(data, { filter: 'margin < 0', margins })).toEqual([2]);
    expect(await rows(data, { filter: '-margin < 0', margins })).toEqual([0]);
    expect(await rows(data, { filter: 'is:unscored', margins })).toEqual([1]);
    expect(await rows(data, { filter: 'is:scored margin > -3 margin < 1', margins })).toEqual([0, 2]);
    expect(await rows(data, { filter: 'chosen.tokens >= 1', margins })).toEqual([2]);
  });

  it('keeps rows by what they are', async () => {
    const data = await tableOf([pair('a'), '{"prompt": "b"', pair('c', 'same', 'same'), pair('a'), pair('d')]);
    expect(await rows(data, { filter: 'is:unreadable' })).toEqual([1]);
    expect(await rows(data, { filter: 'is:unscored' })).toEqual([0, 2, 3, 4]);
    expect(await rows(data, { filter: 'is:finding' })).toEqual([2, 3]);
    expect(await rows(data, { filter: '-is:pair' })).toEqual([1]);
  });

  it('keeps rows by their texts, letter case apart', async () => {
    const data = await tableOf([pair('The REFUND', 'sorry'), pair('b', 'a refund'), pair('c', 'é \n"quoted"'), '{"broken refund"']);
    expect(await rows(data, { filter: 'refund' })).toEqual([0, 1, 3]);
    expect(await rows(data, { filter: 'chosen:refund' })).toEqual([1]);
    expect(await rows(data, { filter: '-refund' })).toEqual([2]);
    expect(await rows(data, { filter: 'prompt:the chosen:SORRY' })).toEqual([0]);
    expect(await rows(data, { filter: '"\\"quoted\\""' })).toEqual([2]);
    expect(await rows(data, { filter: 'É' })).toEqual([2]);
  });

  it('keeps rows by their fields', async () => {
    const data = await tableOf([pair('a', 'x', 'y', { source: 'Web', score: 2 }), pair('b', 'x', 'y', { source: 'book', score: 10 }), pair('c')]);
    expect(await rows(data, { filter: 'source = web' })).toEqual([0]);
    expect(await rows(data, { filter: 'source != web' })).toEqual([1, 2]);
    expect(await rows(data, { filter: 'score > 3' })).toEqual([1]);
  });

  it('filters first and sorts what is left', async () => {
    const data = await tableOf([pair('x a'), pair('b'), pair('x c'), pair('x d')]);
    const arrangement = await arranged(data, { filter: 'prompt:x', sort: descending('rewardMargin'), margins: [1, 9, 3, 2] });
    expect(Array.from({ length: arrangement.count }, (_, position) => arrangement.rowAt(position))).toEqual([2, 3, 0]);
    expect([arrangement.positionOf(3), arrangement.positionOf(1)]).toEqual([1, null]);
    const inFile = arrangement.inFileOrder();
    expect(Array.from({ length: inFile.length }, (_, index) => inFile.at(index))).toEqual([0, 2, 3]);
  });

  it('stops when something else is asked for', async () => {
    const data = await tableOf(Array.from({ length: 3000 }, (_, row) => pair(`p${row}`)));
    const stopped = new AbortController();
    const arrangement = new Arrangement({ id: 1, sort: null, terms: [{ kind: 'text', column: 'any', text: 'p', negated: false }] }, () => data.rowCount);
    const content = data.content.bind(data);
    data.content = (row) => {
      if (row === 100) stopped.abort();
      return content(row);
    };
    const context: ArrangeContext = { data, figures: () => undefined, facts: () => Promise.resolve(null), findings: () => Promise.resolve(null), report: () => Promise.reject(new Error('No condition asks for it.')) };
    await expect(arrange(arrangement, context, () => undefined, stopped.signal)).rejects.toThrow();
    expect(arrangement.count).toBeLessThan(3000);
  });
});
