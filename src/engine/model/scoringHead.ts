import { Tensor, type InferenceSession } from 'onnxruntime-node';

import { edited } from '../onnx/headGraph';
import { targetFeeds } from './decoderInputs';
import { joinedFloats } from './joinedFloats';
import { statesAt, type SequenceMeasures, type StateRows } from './sequenceMeasures';
import { floatsOf } from './tensorValues';
import { VocabularyRows } from './vocabularyRows';

/** Floats of one chunk of vocabulary rows, about: 128 rows at a vocabulary of 50,000. Measured: 2 % slower than no chunks. */
const chunkFloats = 6_500_000;
const [fewestRows, mostRows] = [32, 128];
/** Vocabulary rows that are kept of one response; others are computed again when they are needed. */
const keptFloats = 64_000_000;

/** One response with the states that predict its scored tokens, those of `ids` from `firstScored` on. */
export interface ScoredResponse {
  readonly states: StateRows;
  readonly ids: readonly number[];
  readonly firstScored: number;
  /** With the log-probabilities of the whole vocabulary. */
  readonly vocabulary: boolean;
  readonly entropies: boolean;
}

interface ResponseParts {
  readonly vocabulary: VocabularyRows;
  readonly logProbabilities: Float32Array;
  readonly entropies: Float32Array | null;
}

/** Some scored rows of a response, and where their figures go. */
interface RowPlace extends ResponseParts {
  readonly response: ScoredResponse;
  readonly row: number;
  readonly rows: number;
}

/** Rows of one product, of which the first few are not asked for. */
interface RowRun {
  readonly states: Float32Array;
  readonly targets: readonly number[];
  readonly skipped: number;
}

/** The unembedding of a decoder: from rows of states to log-probabilities of the tokens that came. */
export class ScoringHead {
  private readonly chunkRows: number;

  constructor(
    private readonly session: InferenceSession,
    private readonly rank: 2 | 3,
    vocabularySize: number,
    private readonly chunked: boolean,
  ) {
    const fitting = Math.max(fewestRows, Math.min(mostRows, Math.floor(chunkFloats / vocabularySize / fewestRows) * fewestRows));
    this.chunkRows = chunked ? fitting : Infinity;
  }

  /** Measures the scored tokens of one response. */
  async measure(response: ScoredResponse): Promise<SequenceMeasures> {
    const parts = this.empty(response);
    const { count, chunkRows } = parts.vocabulary;
    for (let row = 0; row < count; row += chunkRows) await this.measureRows([{ ...parts, response, row, rows: Math.min(chunkRows, count - row) }]);
    return this.measured(response, parts);
  }

  /** Both responses to a prompt, their rows in one product where they fit into one chunk: the weights are then read once. */
  async measurePair(first: ScoredResponse, second: ScoredResponse): Promise<[SequenceMeasures, SequenceMeasures]> {
    const parts = [this.empty(first), this.empty(second)] as const;
    const [ofFirst, ofSecond] = [parts[0].vocabulary.count, parts[1].vocabulary.count];
    const fits = this.chunked && ofFirst > 0 && ofSecond > 0 && ofFirst + ofSecond <= this.chunkRows;
    if (!fits) return [await this.measure(first), await this.measure(second)];
    await this.measureRows([
      { ...parts[0], response: first, row: 0, rows: ofFirst },
      { ...parts[1], response: second, row: 0, rows: ofSecond },
    ]);
    return [this.measured(first, parts[0]), this.measured(second, parts[1])];
  }

  /**
   * Log-probabilities of the scored tokens of any number of responses, in products of two rows or more: a single row would be
   * computed another way, and its last bit depend on what else is asked.
   */
  async logProbabilitiesOf(responses: readonly ScoredResponse[]): Promise<readonly Float32Array[]> {
    const places = responses.map((response): RowPlace => ({ ...this.empty(response), response, row: 0, rows: response.ids.length - response.firstScored }));
    for (const group of this.chunksOf(places)) await this.measureRows(group, true);
    return places.map(({ logProbabilities }) => logProbabilities);
  }

  async release(): Promise<void> {
    await this.session.release();
  }

  /** The rows of all places, cut where a chunk is full; only the very last chunk may be a single row, which is then doubled. */
  private chunksOf(places: readonly RowPlace[]): readonly (readonly RowPlace[])[] {
    const chunks: RowPlace[][] = [[]];
    let free = this.chunkRows;
    for (const place of places) {
      for (let row = 0; row < place.rows; ) {
        if (free === 0) {
          chunks.push([]);
          free = this.chunkRows;
        }
        const rows = Math.min(free, place.rows - row);
        chunks.at(-1)?.push({ ...place, row, rows });
        row += rows;
        free -= rows;
      }
    }
    return chunks.filter((chunk) => chunk.length > 0);
  }

  private empty(response: ScoredResponse): ResponseParts {
    const count = Math.max(response.ids.length - response.firstScored, 0);
    const vocabulary = new VocabularyRows(count, Math.min(this.chunkRows, Math.max(count, 1)), keptFloats, async (first, some) => {
      const { states, targets, skipped } = this.runOf(response, first, some);
      const result = await this.run(states, targets, [edited.logSoftmax]);
      return rowsOf(floatsOf(result[edited.logSoftmax]), targets.length, skipped, some);
    });
    return { vocabulary, logProbabilities: new Float32Array(count), entropies: response.entropies ? new Float32Array(count) : null };
  }

  private measured(response: ScoredResponse, { vocabulary, logProbabilities, entropies }: ResponseParts): SequenceMeasures {
    const { firstScored, states } = response;
    return { firstScored, logProbabilities, entropies, states, vocabulary: response.vocabulary ? vocabulary : null };
  }

  /** One product over some rows of one or several responses. */
  private async measureRows(places: readonly RowPlace[], doubleSingles = false): Promise<void> {
    const runs = places.map(({ response, row, rows }) => this.runOf(response, row, rows));
    const isSingle = doubleSingles && runs.length === 1 && runs[0]?.targets.length === 1;
    const used = isSingle ? [...runs, ...runs] : runs;
    const states = joinedFloats(used.map((run) => run.states));
    const targets = used.flatMap((run) => run.targets);
    const withVocabulary = places.some(({ response }) => response.vocabulary);
    const withEntropies = places.some(({ response }) => response.entropies);
    const outputs = [edited.logProbabilities, ...(withEntropies ? [edited.entropies] : []), ...(withVocabulary ? [edited.logSoftmax] : [])];
    const result = await this.run(states, targets, outputs);
    let start = runs[0]?.skipped ?? 0;
    for (const place of places) {
      const part = (name: string) => rowsOf(floatsOf(result[name]), targets.length, start, place.rows);
      place.logProbabilities.set(part(edited.logProbabilities), place.row);
      place.entropies?.set(part(edited.entropies), place.row);
      if (withVocabulary) place.vocabulary.keep(Math.floor(place.row / place.vocabulary.chunkRows), part(edited.logSoftmax));
      start += place.rows;
    }
  }

  /**
   * What goes through the product for some rows of a response: these alone, or, where the scales of a product are taken over
   * all of its rows, every row of the response, as in the file itself.
   */
  private runOf(response: ScoredResponse, row: number, rows: number): RowRun {
    if (this.chunked) return { states: statesOf(response, row, rows), targets: targetsOf(response, row, rows), skipped: 0 };
    const { states, ids, firstScored } = response;
    const targets = Array.from({ length: states.values.length / states.size }, (_, index) => ids[states.firstPosition + index + 1] ?? 0);
    return { states: states.values, targets, skipped: firstScored - 1 + row - states.firstPosition };
  }

  private async run(states: Float32Array, targets: readonly number[], outputs: readonly string[]): Promise<InferenceSession.ReturnType> {
    const batch = this.rank === 2 ? [] : [1];
    const rows = targets.length;
    const feeds = {
      [edited.states]: new Tensor('float32', states, [...batch, rows, states.length / rows]),
      ...targetFeeds(targets, [...batch, rows], outputs.includes(edited.entropies)),
    };
    return this.session.run(feeds, outputs);
  }
}

function statesOf({ states, firstScored }: ScoredResponse, row: number, rows: number): Float32Array {
  return statesAt(states, firstScored - 1 + row, rows);
}

function targetsOf({ ids, firstScored }: ScoredResponse, row: number, rows: number): readonly number[] {
  return ids.slice(firstScored + row, firstScored + row + rows);
}

/** Rows of an output whose `total` rows have any width. */
function rowsOf(values: Float32Array, total: number, first: number, rows: number): Float32Array {
  const width = values.length / total;
  return values.subarray(first * width, (first + rows) * width);
}
