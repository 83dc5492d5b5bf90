import type { AttributionTarget } from '../../core/attribution/attributionTarget';
import { fullCoalition } from '../../core/attribution/coalition';
import type { OptionTrial } from '../../core/attribution/optionBias';
import type { GameHost, GameOpening, GameTexts } from '../../core/attribution/promptGame';
import { promptTexts } from '../../core/attribution/promptPieces';
import { optionOrders, type OptionArrangement } from '../../core/attribution/sensitivity/optionOrders';
import { promptRewrites } from '../../core/attribution/sensitivity/promptRewrites';
import type { PromptVariant } from '../../core/attribution/sensitivity/promptVariant';
import { sensitivityReport, type SensitivityReport, type VariantValue } from '../../core/attribution/sensitivity/sensitivityReport';
import { termSwaps, type SwapTable } from '../../core/attribution/sensitivity/termSwaps';
import { userVariants } from '../../core/attribution/sensitivity/userVariants';
import { flatLogProbabilities, targetReader } from '../../core/attribution/targetValue';
import { AttributionRefusedError, CancelledError } from '../../core/errors';
import type { CancellationSignal } from '../../core/ports';

export interface SensitivityRequest {
  readonly texts: GameTexts;
  readonly target: AttributionTarget;
  readonly seed: number;
  /** Texts that somebody wrote in the place of what the user said last. */
  readonly variants?: readonly string[];
  readonly swaps?: SwapTable;
  readonly signal?: CancellationSignal;
  readonly onProgress?: (tried: number, all: number) => void;
}

/** Arrangements of options, and variants of each other kind. */
const [mostArrangements, mostOfKind] = [64, 100];

/**
 * What the value is when the prompt is put in other ways: options in another order and under other labels, other white space, case, punctuation
 * and manners, variants and swaps that the user lists. Null when it was stopped before the first value; stopped later, the report is about what is known.
 * Rejects with AttributionRefusedError where the prompt as it is cannot be played; a variant that cannot is left out.
 */
export async function probeSensitivity(host: GameHost, request: SensitivityRequest): Promise<SensitivityReport | null> {
  const { texts, seed } = request;
  const orders = optionOrders(texts, mostArrangements, seed);
  const listed = listedVariants(request);
  const arrangements = orders?.arrangements ?? [];
  const probe = new SensitivityProbe(host, request, arrangements, arrangements.length + listed.variants.length + 1);
  try {
    await probe.tryAsItIs();
    for (const arrangement of arrangements) await probe.tryArrangement(arrangement);
    for (const variant of listed.variants) await probe.tryVariant(variant);
  } catch (error) {
    if (!CancelledError.is(error)) throw error;
  }
  return probe.report((orders?.leftOut ?? 0) + listed.leftOut);
}

function listedVariants({ texts, variants, swaps }: SensitivityRequest): { readonly variants: readonly PromptVariant[]; readonly leftOut: number } {
  const kinds = [promptRewrites(texts), variants ? userVariants(texts, variants) : [], swaps ? termSwaps(texts, swaps) : []];
  const kept = kinds.map((kind) => kind.slice(0, mostOfKind));
  return { variants: kept.flat(), leftOut: kinds.flat().length - kept.flat().length };
}

interface Played {
  readonly opening: GameOpening;
  readonly flat: Float64Array;
}

class SensitivityProbe {
  private readonly values: VariantValue[] = [];
  private readonly trials: OptionTrial[] = [];
  private tried = 0;

  constructor(
    private readonly host: GameHost,
    private readonly request: SensitivityRequest,
    /** The first is the prompt as it is: each content at its own position. */
    private readonly arrangements: readonly OptionArrangement[],
    private readonly all: number,
  ) {}

  async tryAsItIs(): Promise<void> {
    const played = await this.play(this.request.texts);
    this.add('as it is', 'as it is', played, this.request.target);
  }

  async tryVariant({ kind, name, texts }: PromptVariant): Promise<void> {
    const played = await this.playIfPossible(texts);
    if (played) this.add(kind, name, played, this.request.target);
  }

  /** An option's log-odds follow its content, wherever it stands and whatever its label. Other targets are about a response, which then says something else. */
  async tryArrangement({ contents, labels, responses, variant }: OptionArrangement): Promise<void> {
    const played = await this.playIfPossible(variant.texts);
    if (!played) return;
    this.trials.push({ contents, labels, probabilities: choiceProbabilities(played, responses) });
    const { target } = this.request;
    if (target.kind !== 'logOdds' || variant === this.arrangements[0]?.variant) return;
    const option = responses[contents.indexOf(this.arrangements[0]?.responses.indexOf(target.option) ?? 0)];
    if (option !== undefined) this.add(variant.kind, variant.name, played, { ...target, option });
  }

  report(leftOut: number): SensitivityReport | null {
    if (this.values.length === 0) return null;
    const signed = ['margin', 'likelihoodMargin', 'logOdds'].includes(this.request.target.kind);
    const trials = this.trials.length === 0 ? null : { options: this.trials[0]?.contents.length ?? 0, trials: this.trials };
    return sensitivityReport(this.values, trials, signed, leftOut + this.all - this.tried);
  }

  private async playIfPossible(texts: GameTexts): Promise<Played | null> {
    try {
      return await this.play(texts);
    } catch (error) {
      if (!AttributionRefusedError.is(error)) throw error;
      return null;
    }
  }

  /** The whole prompt is the one player, and it is there. */
  private async play(texts: GameTexts): Promise<Played> {
    const { signal } = this.request;
    if (signal?.aborted === true) throw new CancelledError('The probes were stopped.');
    const message = promptTexts(texts).findIndex((text) => text !== '');
    if (message < 0) throw new AttributionRefusedError('The prompt is empty; there is nothing to put in other words.');
    const whole = { message, start: 0, end: promptTexts(texts)[message]?.length ?? 0 };
    const game = await this.host.openGame({ texts, players: [whole], removal: { kind: 'delete' } }, signal);
    if ('code' in game) throw new AttributionRefusedError(game.message);
    try {
      for await (const result of game.evaluate([fullCoalition(1)], signal)) {
        this.tried++;
        this.request.onProgress?.(this.tried, this.all);
        return { opening: game.opening, flat: flatLogProbabilities(result) };
      }
    } finally {
      game.close();
    }
    throw new CancelledError('The probes were stopped.');
  }

  private add(kind: VariantValue['kind'], name: string, { opening, flat }: Played, target: AttributionTarget): void {
    const responses = opening.responses.map((_, response) => targetReader({ kind: 'response', response }, opening)(flat));
    this.values.push({ kind, name, value: targetReader(target, opening)(flat), responses, lengths: opening.responses.map((tokens) => tokens.length) });
  }
}

/** By position, normalised over the options. */
function choiceProbabilities({ opening, flat }: Played, responses: readonly number[]): readonly number[] {
  // Log-odds l of an option against all others are its probability σ(l) among them.
  return responses.map((option) => 1 / (1 + Math.exp(-targetReader({ kind: 'logOdds', option }, opening)(flat))));
}
