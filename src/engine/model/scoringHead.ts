import { Tensor, type InferenceSession } from 'onnxruntime-node';

import { edited } from '../onnx/headGraph';
import { statesAt, type SequenceMeasures, type StateRows } from './sequenceMeasures';
import { floatsOf, idTensor } from './tensorValues';
import { VocabularyRows } from './vocabularyRows';

/** Floats of one chunk of vocabulary rows, about: 128 rows at a vocabulary of 50,000. Measured: 2 % slower than no chunks. */
const chunkFloats = 6_500_000;
const [fewestRows, mostRows] = [32, 128];
/** Vocabulary rows that are kept of one response; others are computed again when they are needed. */
const keptFloats = 64_000_000;
const plainOutputs: readonly string[] = [edited.logProbabilities, edited.entropies];

/** The unembedding of a decoder: from rows of states to log-probabilities of the tokens that came. */
export class ScoringHead {
  private readonly chunkRows: number;

  constructor(
    private readonly session: InferenceSession,
    private readonly rank: 2 | 3,
    vocabularySize: number,
    chunked: boolean,
  ) {
    const fitting = Math.max(fewestRows, Math.min(mostRows, Math.floor(chunkFloats / vocabularySize / fewestRows) * fewestRows));
    this.chunkRows = chunked ? fitting : Infinity;
  }

  /** Measures the tokens of `ids` from `firstScored` on, whose predicting states are given. */
  async measure(states: StateRows, ids: readonly number[], firstScored: number, withVocabulary: boolean): Promise<SequenceMeasures> {
    const count = Math.max(ids.length - firstScored, 0);
    const [logProbabilities, entropies] = [new Float32Array(count), new Float32Array(count)];
    const chunkRows = Math.min(this.chunkRows, Math.max(count, 1));
    const run = (row: number, rows: number, outputs: readonly string[]) => this.run(statesAt(states, firstScored - 1 + row, rows), ids.slice(firstScored + row, firstScored + row + rows), outputs);
    const vocabulary = new VocabularyRows(count, chunkRows, keptFloats, async (row, rows) => floatsOf((await run(row, rows, [edited.logSoftmax]))[edited.logSoftmax]));
    const outputs = withVocabulary ? [...plainOutputs, edited.logSoftmax] : plainOutputs;
    for (let chunk = 0; chunk < vocabulary.chunkCount; chunk++) {
      const result = await run(chunk * chunkRows, vocabulary.rowsOf(chunk), outputs);
      logProbabilities.set(floatsOf(result[edited.logProbabilities]), chunk * chunkRows);
      entropies.set(floatsOf(result[edited.entropies]), chunk * chunkRows);
      if (withVocabulary) vocabulary.keep(chunk, floatsOf(result[edited.logSoftmax]));
    }
    return { firstScored, logProbabilities, entropies, states, vocabulary: withVocabulary ? vocabulary : null };
  }

  async release(): Promise<void> {
    await this.session.release();
  }

  private async run(states: Float32Array, targets: readonly number[], outputs: readonly string[]): Promise<InferenceSession.ReturnType> {
    const batch = this.rank === 2 ? [] : [1];
    const rows = targets.length;
    const feeds = {
      [edited.states]: new Tensor('float32', states, [...batch, rows, states.length / rows]),
      [edited.targets]: idTensor(targets, [...batch, rows, 1]),
    };
    return this.session.run(feeds, outputs);
  }
}
