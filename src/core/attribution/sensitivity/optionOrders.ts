import { RandomSource } from '../../statistics/randomSource';
import type { GameTexts } from '../promptGame';
import { promptTexts } from '../promptPieces';
import { arrangeOptions, findOptions, type PlacedOption } from './optionLayout';
import type { PromptVariant } from './promptVariant';
import { rewriteArea, withText } from './rewriteArea';

/** One arrangement of the options of a prompt. By position: which content stands there, and under which label. */
export interface OptionArrangement {
  readonly contents: readonly number[];
  readonly labels: readonly number[];
  /** By position: the response that chooses it. */
  readonly responses: readonly number[];
  readonly variant: PromptVariant;
}

export interface OptionOrders {
  /** Balanced: every content and every label stands equally often at every position. The first is the prompt as it is. */
  readonly arrangements: readonly OptionArrangement[];
  /** Arrangements that there are beyond these. */
  readonly leftOut: number;
}

/**
 * The prompt with the order of its options and of their labels permuted. `responses` of the texts are the options' labels or contents; null where
 * the prompt lists no options that they choose among. All (k!)² arrangements where they fit `most`, else rounds of the k² that
 * turning contents and labels against each other gives, from orders that the seed decides.
 */
export function optionOrders(texts: GameTexts, most: number, seed: number): OptionOrders | null {
  const area = rewriteArea(texts);
  const text = (promptTexts(texts)[area.message] ?? '').slice(area.start, area.end);
  const options = findOptions(text);
  const answers = options && responsesOf(texts, options);
  if (!options || !answers) return null;
  const [labels, contents] = [options.map(({ label }) => label), options.map(({ content }) => content)];
  const { designs, total } = arrangementsOf(options.length, most, seed);
  const arrangements = designs.map(([contentOrder, labelOrder]): OptionArrangement => {
    const arranged = arrangeOptions(text, options, labelOrder.map((label) => labels[label] ?? ''), contentOrder.map((content) => contents[content] ?? ''));
    const name = contentOrder.map((content, position) => `${labels[labelOrder[position] ?? 0] ?? ''}: ${shortened(contents[content] ?? '')}`).join(' | ');
    const byLabel = answers.kind === 'labels';
    return {
      contents: contentOrder,
      labels: labelOrder,
      responses: (byLabel ? labelOrder : contentOrder).map((index) => answers.responses[index] ?? 0),
      variant: { kind: 'option order', name, texts: withText(texts, area, arranged) },
    };
  });
  return { arrangements, leftOut: total - arrangements.length };
}

interface Answers {
  readonly kind: 'labels' | 'contents';
  /** By option: the response that names it. */
  readonly responses: readonly number[];
}

/** What the responses name: every option's label, or every option's content. */
function responsesOf(texts: GameTexts, options: readonly PlacedOption[]): Answers | null {
  const answers = texts.format === 'standard' ? texts.responses : texts.responses.map((messages) => messages.map(({ content }) => content).join('\n\n'));
  const named = answers.map((answer) => answer.trim().replace(/^\(?(.*?)[.):]?$/su, '$1').toLowerCase());
  for (const [kind, key] of [['labels', 'label'], ['contents', 'content']] as const) {
    const responses = options.map((option) => named.indexOf(option[key].replace(/[.):]$/u, '').toLowerCase()));
    if (responses.every((response) => response >= 0)) return { kind, responses };
  }
  return null;
}

function shortened(content: string): string {
  const characters = Array.from(content);
  return characters.length <= 24 ? content : `${characters.slice(0, 23).join('')}…`;
}

type Design = readonly [readonly number[], readonly number[]];

function arrangementsOf(options: number, most: number, seed: number): { readonly designs: readonly Design[]; readonly total: number } {
  const orders = Array.from({ length: options }, (_, index) => index + 1).reduce((product, factor) => product * factor, 1);
  const total = orders ** 2;
  if (total <= most) {
    const all = permutations(options);
    return { designs: all.flatMap((contents) => all.map((labels): Design => [contents, labels])), total };
  }
  return { designs: rounds(options, Math.max(1, Math.floor(most / options ** 2)), new RandomSource(seed)), total };
}

/** Rounds of k² arrangements: every content and label at every position, and every content under every label, equally often. */
function rounds(options: number, count: number, random: RandomSource): readonly Design[] {
  const designs = new Map<string, Design>();
  const identity = Array.from({ length: options }, (_, index) => index);
  for (let round = 0; round < count; round++) {
    const [contents, labels] = round === 0 ? [identity, identity] : [random.order(options), random.order(options)];
    for (const turn of identity) {
      for (const other of identity) {
        const design: Design = [turned(contents, turn), turned(labels, other)];
        designs.set(JSON.stringify(design), design);
      }
    }
  }
  return [...designs.values()];
}

function turned(order: readonly number[], by: number): readonly number[] {
  return order.map((_, index) => order[(index + by) % order.length] ?? 0);
}

function permutations(count: number): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  return permutations(count - 1)
    .flatMap((order) => Array.from({ length: count }, (_, place) => [...order.slice(0, place), count - 1, ...order.slice(place)]))
    .sort((a, b) => compare(a, b));
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
