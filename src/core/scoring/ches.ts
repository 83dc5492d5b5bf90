import type { StateProducts } from './pairEvaluation';

/**
 * CHES = ⟨S⁺, S⁻⟩ − ‖S⁺‖² (arXiv 2410.08847, definition 2): the higher, the more DPO on this pair is expected to push
 * the chosen response's own probability down. Grows with length; compare rows by the normalised form.
 */
export function ches(states: StateProducts): number {
  return states.chosenRejected - states.chosenChosen;
}

/** CHES of the mean states: ⟨S⁺, S⁻⟩/(T⁺T⁻) − ‖S⁺‖²/T⁺². */
export function lengthNormalizedChes(states: StateProducts): number {
  const { chosenStateCount: chosen, rejectedStateCount: rejected } = states;
  return states.chosenRejected / (chosen * rejected) - states.chosenChosen / (chosen * chosen);
}
