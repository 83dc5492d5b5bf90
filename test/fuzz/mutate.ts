import type { Random } from './random';

type Mutation = (bytes: Buffer, random: Random, others: readonly Buffer[]) => Buffer;

/** Bytes that mean something in one container or another. */
const meaningful = Buffer.from('"{}[],:\n\r\\\t;|\u0000 \u001f', 'latin1');

const flipBit: Mutation = (bytes, random) => changed(bytes, random.below(bytes.length), (byte) => byte ^ (1 << random.below(8)));
const setByte: Mutation = (bytes, random) => changed(bytes, random.below(bytes.length), () => random.below(256));
const setMeaningful: Mutation = (bytes, random) => changed(bytes, random.below(bytes.length), () => random.pick([...meaningful]));
const cutEnd: Mutation = (bytes, random) => bytes.subarray(0, random.below(bytes.length + 1));
const cutStart: Mutation = (bytes, random) => bytes.subarray(random.below(Math.min(40, bytes.length)));

const cutOut: Mutation = (bytes, random) => {
  const [start, end] = range(bytes, random);
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
};

const insert: Mutation = (bytes, random) => {
  const at = random.below(bytes.length + 1);
  const inserted = Buffer.from(Array.from({ length: 1 + random.below(6) }, () => (random.next() < 0.5 ? random.pick([...meaningful]) : random.below(256))));
  return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]);
};

const double: Mutation = (bytes, random) => {
  const [start, end] = range(bytes, random);
  return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
};

const splice: Mutation = (bytes, random, others) => {
  const other = random.pick(others);
  const [start, end] = range(other, random);
  const at = random.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), other.subarray(start, end), bytes.subarray(at)]);
};

const mutations: readonly Mutation[] = [flipBit, flipBit, setByte, setMeaningful, setMeaningful, cutEnd, cutStart, cutOut, insert, insert, double, splice];

/** The bytes with one to five things done to them. */
export function mutate(original: Buffer, random: Random, others: readonly Buffer[]): Buffer {
  let bytes = original;
  const steps = 1 + Math.floor(random.next() ** 2 * 5);
  for (let step = 0; step < steps; step++) {
    if (bytes.length > 0) bytes = random.pick(mutations)(bytes, random, others);
  }
  return bytes;
}

function changed(bytes: Buffer, at: number, change: (byte: number) => number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = change(copy[at] ?? 0);
  return copy;
}

function range(bytes: Buffer, random: Random): readonly [number, number] {
  const start = random.below(bytes.length + 1);
  return [start, Math.min(bytes.length, start + random.below(random.next() < 0.8 ? 60 : bytes.length + 1))];
}
