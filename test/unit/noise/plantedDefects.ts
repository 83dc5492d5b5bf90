import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { ChatMessage, PairTexts, PreferencePair, ReadingNote, RowLabels } from '../../../src/core/dataset/preferencePair';
import type { FindingCode } from '../../../src/core/noise/findingCodes';
import { RandomSource } from '../../../src/core/statistics/randomSource';

/** Texts of one row; a prompt of several messages makes it a conversation. */
export interface PlantedRow {
  readonly prompt: string | readonly ChatMessage[];
  readonly chosen: string;
  readonly rejected: string;
  readonly notes?: readonly ReadingNote[];
  readonly labels?: RowLabels;
}

/** A kind of defect: makes one or more rows out of clean ones. `expected` lists, row by row, the codes that must be found there. */
export interface DefectKind {
  readonly name: string;
  /** Codes that every planted row must have; for kinds of several rows, one list for each of them. */
  readonly codes: readonly (readonly FindingCode[])[];
  /** Codes that the same defect rightly gives besides. */
  readonly also?: readonly FindingCode[];
  readonly plant: (source: CleanTexts, instance: number) => readonly PlantedRow[];
}

/** Texts without defects, put together from the sound rows of the bundled sample by a seeded generator. */
export class CleanTexts {
  readonly random: RandomSource;
  private readonly questions: readonly string[];
  private readonly sentences: readonly string[];

  constructor(seed: number) {
    this.random = new RandomSource(seed);
    const folder = path.resolve(import.meta.dirname, '../../../media/sample');
    const key = JSON.parse(readFileSync(path.join(folder, 'preferences.key.json'), 'utf8')) as { rows: readonly { trouble: string | null }[] };
    const rows = readFileSync(path.join(folder, 'preferences.jsonl'), 'utf8').trim().split('\n').filter((_, row) => key.rows[row]?.trouble === null);
    const texts = rows.map((line) => JSON.parse(line) as Record<'prompt' | 'chosen' | 'rejected', readonly ChatMessage[]>);
    const isPlain = (text: string) => /^[\x20-\x7e]+$/.test(text) && text.length > 25 && !/[`{[<&@]|\bcan't\b|rather not|won't|cannot|sorry|fake|steal|\b(?:Danach|JSON|Python)\b|\b(?:string|function)\b|\.tmp/.test(text);
    this.questions = texts.map(({ prompt }) => prompt.at(-1)?.content ?? '').filter((text) => isPlain(text) && !text.includes('\n') && !/JavaScript|SQL|bash/.test(text));
    this.sentences = texts.flatMap(({ chosen, rejected }) => [chosen, rejected].flatMap((side) => (side[0]?.content ?? '').split(/(?<=[.!?]) /))).filter((text) => isPlain(text) && /[.!?]$/.test(text));
  }

  pick<Item>(list: readonly Item[]): Item {
    return list[this.random.integer(list.length)] as Item;
  }

  sentence(): string {
    return this.pick(this.sentences);
  }

  answer(least = 3, most = 8): string {
    const order = this.random.order(this.sentences.length).slice(0, least + this.random.integer(most - least + 1));
    return order.map((index) => this.sentences[index]).join(' ');
  }

  question(): string {
    return `${this.sentence()} ${this.sentence()} ${this.pick(this.questions)}`;
  }

  row(): PlantedRow & { readonly prompt: string } {
    return { prompt: this.question(), chosen: this.answer(), rejected: this.answer() };
  }

  /** A text with so large a share of its words replaced, dropped, doubled or exchanged with their neighbour. */
  edited(text: string, share: number): string {
    const words = text.split(' ');
    const edits = Math.max(1, Math.round(words.length * share));
    for (let edit = 0; edit < edits; edit++) {
      const at = this.random.integer(words.length - 2);
      const [word = '', next = ''] = words.slice(at, at + 2);
      const change = this.random.integer(3);
      words.splice(at, change === 2 ? 2 : 1, ...(change === 0 ? [this.pick(this.sentence().split(' '))] : change === 1 ? [] : [next, word]));
    }
    return words.join(' ');
  }
}

/** The row as the reader of its format would give it. */
export function pairOf(row: PlantedRow, number: number): PreferencePair {
  const response = (text: string): readonly ChatMessage[] => [{ role: 'assistant', content: text }];
  const texts: PairTexts =
    typeof row.prompt === 'string'
      ? { format: 'standard', prompt: row.prompt, chosen: row.chosen, rejected: row.rejected }
      : { format: 'conversational', prompt: row.prompt, chosen: response(row.chosen), rejected: response(row.rejected) };
  return {
    row: number,
    line: number + 1,
    pair: 0,
    schema: typeof row.prompt === 'string' ? 'trl-explicit' : 'trl-conversational',
    texts,
    sources: { prompt: [], chosen: [], rejected: [] },
    notes: row.notes ?? [],
    provenance: { chosen: 'chosen', rejected: 'rejected' },
    labels: row.labels ?? {},
  };
}
