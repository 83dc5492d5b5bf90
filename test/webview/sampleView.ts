import { lossNames } from '../../src/core/scoring/lossNames';
import type { PairScore, ResponseScore, TokenScore } from '../../src/core/scoring/pairScore';
import type { PairView } from '../../src/shared/pairPanelProtocol';

/** The same figures every time: a small generator with a seed, as a scorer would be too slow and too moody here. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const beta = 0.1;

/** Words with the space before them, as most tokenizers cut, and the end token of a chat template. */
export function sampleTokens(text: string, seed: number): TokenScore[] {
  const random = randomNumbers(seed);
  const tokens = Array.from(text.matchAll(/\n+| ?[^\s]{1,7}|\s+/g), (match): TokenScore => {
    return sampleToken(match[0], match.index, match.index + match[0].length, random);
  });
  return [...tokens, { ...sampleToken('<|im_end|>', 0, 0, random), start: null, end: null, special: true, chesShare: null }];
}

export function sampleToken(text: string, start: number, end: number, random: () => number): TokenScore {
  const logProbability = -9 * random() ** 3;
  const referenceLogProbability = Math.min(-0.001, logProbability + (random() - 0.5) * 3);
  return {
    id: Math.floor(random() * 50_000),
    text,
    start,
    end,
    special: false,
    logProbability,
    referenceLogProbability,
    reward: beta * (logProbability - referenceLogProbability),
    entropy: 3 * random(),
    chesShare: (random() - 0.55) * 40,
    kl: random() / 4,
    displacementShare: (random() - 0.5) * 2,
    mass: null,
  };
}

export function responseScore(tokens: TokenScore[]): ResponseScore {
  const total = (figure: 'logProbability' | 'referenceLogProbability' | 'reward'): number =>
    tokens.reduce((sum, token) => sum + (token[figure] ?? 0), 0);
  const logProbability = total('logProbability');
  return {
    tokenCount: tokens.length,
    truncated: false,
    logProbability,
    referenceLogProbability: total('referenceLogProbability'),
    averageLogProbability: logProbability / tokens.length,
    reward: total('reward'),
    lengthNormalizedReward: (beta * logProbability) / tokens.length,
    entropy: 1.62,
    sequentialKl: 3.4,
    averageKl: 0.17,
    tokens,
  };
}

export function pairScore(chosen: ResponseScore, rejected: ResponseScore): PairScore {
  const rewardMargin = (chosen.reward ?? 0) - (rejected.reward ?? 0);
  const referenceMargin = (chosen.referenceLogProbability ?? 0) - (rejected.referenceLogProbability ?? 0);
  return {
    row: 12,
    line: 13,
    pair: 0,
    convention: 'trl',
    beta,
    precision: 'fp32',
    policyHash: '9f2c61d07be84a55a1f0',
    referenceHash: '04d1c8aa53f7e26b9c31',
    promptTokenCount: 48,
    chosen,
    rejected,
    rewardMargin,
    preferenceProbability: 1 / (1 + Math.exp(-rewardMargin)),
    losses: Object.fromEntries(lossNames.map((name, index) => [name, name === 'exo_pair' ? null : 0.3 + index / 7])) as PairScore['losses'],
    likelihoodMargin: chosen.logProbability - rejected.logProbability,
    referenceMargin,
    rankingDifficulty: -referenceMargin,
    ches: -10432.7,
    lengthNormalizedChes: -0.1873,
    lastHiddenInnerProduct: 214.6,
    normalizedEditDistance: 0.8214,
    displacement: -2.31,
    referenceColumns: { chosen: -101.25, rejected: -96.5, chosenDifference: 0.0021, rejectedDifference: -0.0013 },
  };
}

const chosenText = `Yes, but you cannot do it in one step. The Python interpreter that runs your script is separate from the one that pip installed into, so first find out which is which:

    python -m site --user-site
    which python

If the two paths differ, create a virtual environment and install the package there. That keeps the system packages untouched, and you can delete the folder whenever you like.

Let me know what the first command prints and I will tell you the exact line to run.`;

const rejectedText = `Yes, you can do it in one step! Just run the installer as root and it will overwrite the old version:

    sudo pip install --force-reinstall requests

This always works on every system, so there is nothing else to check. If it complains about an externally managed environment, add the flag that breaks system packages and run it again.`;

export function sampleScore(): PairScore {
  return pairScore(responseScore(sampleTokens(chosenText, 7)), responseScore(sampleTokens(rejectedText, 21)));
}

export function sampleView(change: Partial<PairView> = {}): PairView {
  return {
    file: 'support-preferences.jsonl',
    row: 12,
    line: 13,
    rowCount: 412,
    schema: 'trl-conversational',
    pair: 0,
    pairCount: 1,
    provenance: null,
    prompt: [
      { role: 'system', content: 'You are a careful assistant for developers.' },
      { role: 'user', content: 'My script says “No module named requests” although pip says it is installed. Can I fix that in one step?' },
    ],
    chosen: chosenText,
    rejected: rejectedText,
    chosenTurns: [{ role: 'assistant', start: 0, end: chosenText.length }],
    rejectedTurns: [{ role: 'assistant', start: 0, end: rejectedText.length }],
    policyName: 'smollm2-135m-dpo',
    referenceName: 'smollm2-135m-instruct',
    score: sampleScore(),
    failure: null,
    notes: [],
    loose: [],
    looseCount: 0,
    fileFigures: { scoredRows: 408, marginPercentile: 0.83, chesPercentile: 0.34 },
    ...change,
  };
}

/** A view of two given responses, tokenised and scored. */
export function viewOf(chosen: string, rejected: string, change: Partial<PairView> = {}): PairView {
  const score = pairScore(responseScore(sampleTokens(chosen, 3)), responseScore(sampleTokens(rejected, 5)));
  return sampleView({ chosen, rejected, chosenTurns: [], rejectedTurns: [], score, ...change });
}

/** Scored by a policy alone, whose file gives no hidden states, and cut short. */
export function policyOnlyView(): PairView {
  const score = sampleScore();
  const nothing = { ches: null, lengthNormalizedChes: null, lastHiddenInnerProduct: null, displacement: null };
  const noReference = { referenceHash: null, rewardMargin: null, preferenceProbability: null, referenceMargin: null, rankingDifficulty: null };
  return sampleView({
    referenceName: null,
    fileFigures: null,
    notes: ['The prompt was cut at the first difference of the two texts, which may be in the middle of a word.'],
    score: {
      ...score,
      ...nothing,
      ...noReference,
      losses: { ...score.losses, sigmoid: null, hinge: null },
      chosen: withoutReference(score.chosen, 40),
      rejected: withoutReference(score.rejected, Infinity),
    },
  });
}

function withoutReference(response: ResponseScore, kept: number): ResponseScore {
  const tokens = (response.tokens ?? []).slice(0, kept).map((token): TokenScore => {
    return { ...token, referenceLogProbability: null, reward: null, chesShare: null, displacementShare: null };
  });
  const truncated = kept < (response.tokens ?? []).length;
  return { ...response, tokens, truncated, referenceLogProbability: null, reward: null, sequentialKl: null };
}

/** The sample with the probability that one step of training moves. */
export function viewWithMass(change: Partial<PairView> = {}): PairView {
  const score = sampleScore();
  const move = (words: readonly string[], sign: number) => words.map((text, index) => ({ id: 100 + index, text, change: sign * (0.02 / (index + 1)) }));
  const chosenMass = { gains: move([' not', ' cannot', ' separate', '\n'], 1), losses: move([' overwrite', ' root'], -1) };
  const rejectedMass = { gains: move([' No', ' first'], 1), losses: move([' can', ' always', '!'], -1) };
  const tokens = (score.chosen.tokens ?? []).map((token): TokenScore => ({ ...token, mass: chosenMass }));
  return sampleView({ score: { ...score, chosen: { ...score.chosen, mass: chosenMass, tokens }, rejected: { ...score.rejected, mass: rejectedMass } }, ...change });
}
