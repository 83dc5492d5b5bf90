import { createHash } from 'node:crypto';

import { pairContentKey } from '../../core/dataset/pairContentKey';
import type { PairTexts } from '../../core/dataset/preferencePair';
import type { EvaluationFailure, EvaluationFailureCode, KnownPair, PairKey, PairScores } from '../../core/ports';
import type { PairEvaluation } from '../../core/scoring/pairEvaluation';
import { assembleEvaluation, assembleReference, decodeFailure, decodeFigures, encodeFailure, encodeFigures, type EvaluationParts } from './evaluationCodec';
import type { PairLog } from './pairLog';
import { keyBytes } from './recordTable';
import { decodeStateDifference, encodeStateDifference } from './stateCodec';

/** Failures that follow from text, tokenizer and convention alone, so that no other attempt would end otherwise. */
const lasting: ReadonlySet<EvaluationFailureCode> = new Set(['prompt-fills-max-length', 'no-chat-template', 'not-in-convention', 'template-failed']);

export interface ModelLogs {
  readonly policy: PairLog;
  /** Null without a reference model. */
  readonly reference: PairLog | null;
  /** Null where no figure is measured that needs both. */
  readonly both: PairLog | null;
  /** Pooled states, in files of their own since they are four times as long as all figures together. */
  readonly states: PairLog;
}

const unknown: KnownPair = { outcome: null, reference: null };

/** PairScores over the logs of a policy and of its reference. */
export class ModelScores implements PairScores {
  constructor(
    private readonly logs: ModelLogs,
    private readonly onSet: () => void,
  ) {}

  get revision(): number {
    const { policy, reference, both } = this.logs;
    return policy.revision + (reference?.revision ?? 0) + (both?.revision ?? 0);
  }

  keyOf(texts: PairTexts): PairKey {
    return createHash('sha256').update(pairContentKey(texts), 'utf8').digest().subarray(0, keyBytes);
  }

  get(key: PairKey): KnownPair {
    const policy = this.logs.policy.get(key);
    const failure = policy && decodeFailure(policy);
    if (failure) return { outcome: failure, reference: null };
    const parts: EvaluationParts = {};
    if (!this.read('reference', key, parts)) return unknown;
    if (policy && decodeFigures(policy, 'policy', parts) && this.read('both', key, parts)) return { outcome: assembleEvaluation(parts), reference: null };
    // Where a figure needs both models at once, the reference's part alone spares no run.
    return this.logs.reference === null || this.logs.both !== null ? unknown : { outcome: null, reference: assembleReference(parts) };
  }

  stateDifference(key: PairKey): Float32Array | null | undefined {
    const payload = this.logs.states.get(key);
    return payload && decodeStateDifference(payload);
  }

  set(key: PairKey, outcome: PairEvaluation | EvaluationFailure): void {
    if ('code' in outcome) {
      if (!lasting.has(outcome.code)) return;
      this.logs.policy.set(key, encodeFailure(outcome));
    } else {
      this.logs.policy.set(key, encodeFigures(outcome, 'policy'));
      this.logs.reference?.set(key, encodeFigures(outcome, 'reference'));
      this.logs.both?.set(key, encodeFigures(outcome, 'both'));
      if (outcome.stateDifference !== undefined) this.logs.states.set(key, encodeStateDifference(outcome.stateDifference));
    }
    this.onSet();
  }

  /** True as well where there is no such part to be read. */
  private read(owner: 'reference' | 'both', key: PairKey, parts: EvaluationParts): boolean {
    const log = this.logs[owner];
    const payload = log?.get(key);
    return log === null || (payload !== undefined && decodeFigures(payload, owner, parts));
  }
}
