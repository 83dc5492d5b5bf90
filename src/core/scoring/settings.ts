/** Choices that turn evaluations into figures; a change needs no new inference. */
export interface ScoringSettings {
  /** KL strength of DPO, > 0. TRL's default is 0.1. */
  readonly beta: number;
  /** Assumed share of flipped labels, 0 ≤ ε < 0.5; used by robust, cdpo and exo_pair. */
  readonly labelSmoothing: number;
  /** SimPO's own beta and target margin gamma (nats per token). */
  readonly simpoBeta: number;
  readonly simpoGamma: number;
  /** Weight of the tokens beyond the shorter response in LD-DPO, 0..1; 1 equals DPO. */
  readonly lengthDesensitizedAlpha: number;
}

export const defaultScoringSettings: ScoringSettings = {
  beta: 0.1,
  labelSmoothing: 0,
  simpoBeta: 2,
  simpoGamma: 1,
  lengthDesensitizedAlpha: 0.5,
};
