/** One way of asking: which content stands under each label, and how probable each label was. */
export interface OptionTrial {
  /** `contents[position]` is the index of the content that stands at the position. */
  readonly contents: readonly number[];
  /** `labels[position]` is the index of the label that stands at the position. */
  readonly labels: readonly number[];
  /** Probability of the option at each position, normalised over the options. */
  readonly probabilities: readonly number[];
}

/** How far choices depend on what should not matter; each entry is a mean probability less 1/k, and a standard error over trials. */
export interface OptionBias {
  /** By label: mean probability of the label over permutations − 1/k. */
  readonly labels: readonly BiasFigure[];
  /** By position. */
  readonly positions: readonly BiasFigure[];
  /** By content: what is left when labels and positions are averaged out, as a plain mean probability. */
  readonly contents: readonly BiasFigure[];
}

export interface BiasFigure {
  readonly value: number;
  /** Null for one trial. */
  readonly standardError: number | null;
}

/** Label, position and content effects of a choice between k options over permutations of their order and labels. */
export function optionBias(trials: readonly OptionTrial[], options: number): OptionBias {
  const by = (indexOf: (trial: OptionTrial, position: number) => number | undefined, offset: number) =>
    Array.from({ length: options }, (_, wanted) => {
      const probabilities = trials.flatMap((trial) => {
        const position = trial.probabilities.findIndex((_probability, index) => indexOf(trial, index) === wanted);
        return position < 0 ? [] : [trial.probabilities[position] ?? 0];
      });
      return figureOf(probabilities, offset);
    });
  return {
    labels: by((trial, position) => trial.labels[position], 1 / options),
    positions: by((_trial, position) => position, 1 / options),
    contents: by((trial, position) => trial.contents[position], 0),
  };
}

function figureOf(probabilities: readonly number[], offset: number): BiasFigure {
  const count = probabilities.length;
  const mean = probabilities.reduce((sum, probability) => sum + probability, 0) / count;
  const squares = probabilities.reduce((sum, probability) => sum + (probability - mean) ** 2, 0);
  return { value: mean - offset, standardError: count < 2 ? null : Math.sqrt(squares / (count - 1) / count) };
}
