import { NumberList } from './numberList';
import { HashIndex } from './hashIndex';
import { mixed, type TextSketch } from './textSketch';

/** A pair on a cycle of preferences. */
export interface CyclicPair {
  readonly number: number;
  /** How many answers the shortest cycle through the pair has; null where it was not looked for in a very large tangle. */
  readonly length: number | null;
  /** The next pair of that cycle; the pair itself where it was not looked for. */
  readonly next: number;
  /** How many answers of the prompt lie on cycles with this pair. */
  readonly answers: number;
}

/** The edges of one prompt: A over B. */
interface Edge {
  readonly number: number;
  readonly from: number;
  readonly to: number;
}

/** Tangles with more pairs than this are reported without their shortest cycles. */
const searchedEdges = 2000;
/** Prompts with more pairs than this are no question that people compared answers to, and are left out. */
const mostEdges = 100_000;

/**
 * Remembers who was preferred to whom under which prompt, by the texts without layout: 12 bytes a pair, 36 for its hashes at most. Contradictions
 * (A over B and B over A) are no cycles: other findings say them.
 */
export class PreferenceCycles {
  private readonly prompts = new HashIndex();
  private readonly answers = new HashIndex();
  private readonly promptOf = uint32s();
  private readonly chosenOf = uint32s();
  private readonly rejectedOf = uint32s();

  /** Adds the next pair, and says which answers it compares: equal numbers are equal answers to equal prompts. */
  add(prompt: TextSketch, chosen: TextSketch, rejected: TextSketch): { readonly chosen: number; readonly rejected: number } {
    this.promptOf.push(this.prompts.add(prompt.low, prompt.high));
    const numbers = { chosen: this.answer(prompt, chosen), rejected: this.answer(prompt, rejected) };
    this.chosenOf.push(numbers.chosen);
    this.rejectedOf.push(numbers.rejected);
    return numbers;
  }

  /** All pairs that lie on a cycle of three answers or more, in the order of their numbers. */
  cyclicPairs(): readonly CyclicPair[] {
    const found: CyclicPair[] = [];
    for (const edges of this.edgesOfPrompts()) {
      if (edges.length >= 3 && edges.length <= mostEdges) for (const pair of cyclic(edges)) found.push(pair);
    }
    return found.sort((first, second) => first.number - second.number);
  }

  private answer(prompt: TextSketch, answer: TextSketch): number {
    return this.answers.add(mixed(prompt.low ^ mixed(answer.low)), mixed(prompt.high + mixed(answer.high)));
  }

  private *edgesOfPrompts(): Generator<readonly Edge[]> {
    const order = Uint32Array.from({ length: this.promptOf.length }, (_, number) => number);
    order.sort((first, second) => this.promptOf.at(first) - this.promptOf.at(second) || first - second);
    let edges: Edge[] = [];
    let prompt = -1;
    for (const number of order) {
      if (this.promptOf.at(number) !== prompt) {
        yield edges;
        edges = [];
        prompt = this.promptOf.at(number);
      }
      edges.push({ number, from: this.chosenOf.at(number), to: this.rejectedOf.at(number) });
    }
    yield edges;
  }
}

function cyclic(all: readonly Edge[]): readonly CyclicPair[] {
  const names = new Set(all.map(({ from, to }) => `${String(from)}>${String(to)}`));
  const edges = all.filter(({ from, to }) => from !== to && !names.has(`${String(to)}>${String(from)}`));
  const outgoing = bySource(edges);
  const component = components(outgoing, new Set(edges.flatMap(({ from, to }) => [from, to])));
  const inside = edges.filter(({ from, to }) => component.get(from) === component.get(to));
  const sizes = new Map<number, number>();
  for (const root of component.values()) sizes.set(root, (sizes.get(root) ?? 0) + 1);
  return inside.map((edge) => {
    const path = inside.length > searchedEdges ? undefined : shortestWay(outgoing, edge);
    return { number: edge.number, length: path?.length ?? null, next: path?.next ?? edge.number, answers: sizes.get(component.get(edge.from) ?? -1) ?? 0 };
  });
}

function bySource(edges: readonly Edge[]): ReadonlyMap<number, readonly Edge[]> {
  const outgoing = new Map<number, Edge[]>();
  for (const edge of edges) {
    const known = outgoing.get(edge.from);
    if (known === undefined) outgoing.set(edge.from, [edge]);
    else known.push(edge);
  }
  return outgoing;
}

/** Strongly connected components (Tarjan), without recursion: answer → a number of its component. */
function components(outgoing: ReadonlyMap<number, readonly Edge[]>, answers: ReadonlySet<number>): ReadonlyMap<number, number> {
  const [order, low, component] = [new Map<number, number>(), new Map<number, number>(), new Map<number, number>()];
  const open: number[] = [];
  for (const root of answers) {
    if (order.has(root)) continue;
    const path: { readonly answer: number; next: number }[] = [{ answer: root, next: 0 }];
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const { answer } = frame;
      if (frame.next === 0) {
        low.set(answer, order.size);
        order.set(answer, order.size);
        open.push(answer);
      }
      const to = outgoing.get(answer)?.[frame.next++]?.to;
      if (to === undefined) {
        path.pop();
        if (low.get(answer) === order.get(answer)) close(open, answer, component);
        lower(low, path.at(-1)?.answer, low.get(answer));
      } else if (!order.has(to)) path.push({ answer: to, next: 0 });
      else if (!component.has(to)) lower(low, answer, order.get(to));
    }
  }
  return component;
}

function close(open: number[], answer: number, component: Map<number, number>): void {
  for (let last = open.pop(); last !== undefined; last = open.pop()) {
    component.set(last, answer);
    if (last === answer) return;
  }
}

function lower(low: Map<number, number>, answer: number | undefined, to = Infinity): void {
  if (answer !== undefined) low.set(answer, Math.min(low.get(answer) ?? Infinity, to));
}

/** The shortest way from the rejected answer of a pair back to its chosen one: how many answers, and the pair that it begins with. */
function shortestWay(outgoing: ReadonlyMap<number, readonly Edge[]>, edge: Edge): { readonly length: number; readonly next: number } | undefined {
  const steps = new Map([[edge.to, { length: 1, next: -1 }]]);
  for (const [answer, { length, next }] of steps) {
    if (answer === edge.from) return { length, next };
    for (const { to, number } of outgoing.get(answer) ?? []) if (!steps.has(to)) steps.set(to, { length: length + 1, next: next < 0 ? number : next });
  }
  return undefined;
}

function uint32s(): NumberList<Uint32Array> {
  return new NumberList((length) => new Uint32Array(length));
}
