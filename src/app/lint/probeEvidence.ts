import type { EvidenceTable } from '../../core/noise/evidence/evidenceTable';
import { textFeatureNames } from '../../core/noise/features/textFeatureTable';
import type { ProbeFigures } from '../../core/noise/page/filePage';
import { filePreferences } from '../../core/noise/probe/filePreferences';
import type { ProbeOutcome, TrainedProbe } from '../../core/noise/probe/probeOutcome';
import type { ProbeTrainer } from '../../core/noise/probe/probeTrainer';
import type { CancellationSignal } from '../../core/ports';
import type { StateMatrix } from './stateMatrix';

export interface ProbeInputs {
  /** Row-major [pairs, text features], chosen − rejected. */
  readonly text: Float32Array;
  /** Null where no model gave states. */
  readonly states: StateMatrix | null;
  /** One number a prompt. */
  readonly groups: Uint32Array;
}

export interface ProbeControls {
  readonly trainer: ProbeTrainer;
  readonly seed: number;
  readonly signal?: CancellationSignal | undefined;
  /** Share of the training that is done, 0 … 1. */
  readonly onProgress?: (share: number) => void;
}

/** What the file prefers is told between responses of equal length. */
const lengthColumn = textFeatureNames.indexOf('characters');

/** Trains probes on the file's own labels and keeps what they say of each pair. */
export async function probeEvidence({ text, states, groups }: ProbeInputs, evidence: EvidenceTable, { trainer, seed, signal, onProgress }: ProbeControls): Promise<ProbeFigures> {
  const known = states?.all() ?? null;
  const parts = known ? 2 : 1;
  const controls = (part: number) => ({ ...(signal && { signal }), onProgress: (share: number) => onProgress?.((part + share) / parts) });
  const byText = await trainer.train({ differences: text, features: textFeatureNames.length, groups }, { seed, coefficients: true, control: lengthColumn }, controls(0));
  keep(evidence, 'probe-text', byText, null);
  if (!known) return figuresOf(byText, null);
  const problem = { differences: known.differences, features: known.columns, groups, weights: known.known };
  const byStates = await trainer.train(problem, { seed }, controls(1));
  keep(evidence, 'probe-states', byStates, known.known);
  return figuresOf(byText, byStates);
}

function keep(evidence: EvidenceTable, source: 'probe-text' | 'probe-states', outcome: ProbeOutcome, known: Float32Array | null): void {
  if (outcome.kind === 'trained') evidence.setScores(source, known ? outcome.logits.map((logit, index) => (known[index] === 1 ? logit : NaN)) : outcome.logits);
}

/** The ceiling is that of the better probe: what can be predicted by one can be predicted. */
function figuresOf(text: ProbeOutcome, states: ProbeOutcome | null): ProbeFigures {
  const trained = [text, states].filter((outcome): outcome is TrainedProbe => outcome?.kind === 'trained');
  const best = trained.reduce<TrainedProbe | null>((top, one) => (top === null || one.accuracy.estimate > top.accuracy.estimate ? one : top), null);
  return { ceiling: best?.accuracy ?? null, preferences: text.kind === 'trained' ? filePreferences(text, textFeatureNames) : [] };
}
