import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { createSession } from '../../src/engine/model/createSession';
import { Decoder } from '../../src/engine/model/decoder';
import { DecoderBody } from '../../src/engine/model/decoderBody';
import { noCaches, planInputs } from '../../src/engine/model/decoderInputs';
import { floatsOf } from '../../src/engine/model/tensorValues';
import { findModelFiles } from '../../src/engine/model/modelFiles';
import type { SequenceMeasures } from '../../src/engine/model/sequenceMeasures';
import { encodeModel, type ModelGraph } from '../../src/engine/onnx/graph';
import { scoringHead } from '../../src/engine/onnx/headGraph';
import { makeNode, makeValue } from '../../src/engine/onnx/nodeBuilder';
import { readSkeleton } from '../../src/engine/onnx/skeleton';
import { bytesField } from '../../src/engine/onnx/wire';
import { editDecoder } from '../../src/engine/onnx/surgery';
import { embedded } from './support/models';

const folder = mkdtempSync(path.join(tmpdir(), 'preflens-decoder-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const settings = { threads: 1, lowMemory: false, cacheFolder: null };
const ids = [3, 77, 12, 500, 1200, 9, 9, 42, 7, 301, 2];
const original = path.join(embedded.policy, 'model.onnx');

async function measure(named: string, from = 4, sequence: readonly number[] = ids): Promise<SequenceMeasures> {
  const decoder = await Decoder.load(findModelFiles(named), settings);
  try {
    return await decoder.measure(sequence, from);
  } finally {
    await decoder.release();
  }
}

function newFolder(name: string): string {
  const place = path.join(folder, name);
  mkdirSync(place, { recursive: true });
  return place;
}

/** The model with its weights in a file beside it, as large exports have them. */
function externalModel(name: string, change: (graph: ModelGraph) => ModelGraph = (graph) => graph): string {
  const place = newFolder(name);
  // The skeleton refers to its weights by the name of the file that it was read from.
  const source = path.join(place, 'weights.bin');
  copyFileSync(original, source);
  writeFileSync(path.join(place, 'model.onnx'), encodeModel(change(readSkeleton(source).graph)));
  return place;
}

describe('the edited decoder', () => {
  it('is cut in two: a body without logits, a head without the body', () => {
    const { graph } = readSkeleton(original);
    const decoder = editDecoder(graph);
    if (decoder.kind !== 'split') throw new Error('the head was not found');
    const head = scoringHead(decoder.unembedding, 1);
    expect(decoder.body.outputs.map(({ name }) => name)).toEqual([decoder.states]);
    expect(head.inputs.map(({ name }) => name)).toEqual(['preflens_states', 'preflens_targets', 'preflens_wants_entropies']);
    expect(decoder.body.nodes.length).toBeGreaterThan(50);
    expect(head.nodes.length).toBeLessThan(20);
  });

  it('a run that fills the caches does without what only the states need: the last layer but its keys and values', () => {
    const { graph } = readSkeleton(original);
    const [all, cached] = [editDecoder(graph), editDecoder(graph, { keepCaches: true })];
    if (all.kind !== 'split' || cached.kind !== 'split') throw new Error('the head was not found');
    const products = ({ nodes }: ModelGraph) => nodes.filter(({ operator }) => operator === 'MatMul').length;
    expect(cached.body.nodes.map(({ operator }) => operator)).toContain('If');
    // Query, scores, mixture, output and feed-forward products of one layer.
    expect(products(all.body) - products(cached.body)).toBeGreaterThanOrEqual(5);
  });

  it.each([16, 17, 60])('the caches of a prompt of %i tokens are the bits of a run that gives states too', async (length) => {
    const { graph, weightFolder } = readSkeleton(original);
    const body = async (wanted: boolean) => {
      const decoder = editDecoder(graph, { keepCaches: true });
      if (decoder.kind !== 'split') throw new Error('the head was not found');
      const session = await createSession(decoder.body, weightFolder, { threads: 1, lowMemory: false });
      const plan = planInputs(graph.inputs);
      if (!('makers' in plan)) throw new Error('unknown inputs');
      const reader = new DecoderBody(session, plan.makers, decoder.caches, decoder.states);
      const run = { sequences: [Array.from({ length }, (_, index) => 5 + ((index * 53) % 900))], past: 0, caches: noCaches };
      const presents = decoder.caches.map(({ present }) => present.name);
      const outputs = await reader.run(run, {}, wanted ? [...presents, decoder.states] : presents);
      const caches = presents.map((name) => [...floatsOf(outputs[name])]);
      await reader.release();
      return caches;
    };
    expect(await body(false)).toEqual(await body(true));
  });

  it('holds headers, not weights', () => {
    const size = encodeModel(readSkeleton(original).graph).length;
    expect(size).toBeLessThan(readFileSync(original).length / 20);
  });

  it('agrees between a sequence and its beginning: attention is causal, nothing is padded', async () => {
    const [whole, part] = [await measure(embedded.policy, 4), await measure(embedded.policy, 4, ids.slice(0, 8))];
    for (const [index, value] of part.logProbabilities.entries()) expect(value).toBeCloseTo(whole.logProbabilities[index]!, 5);
  });

  it('scores a sequence longer than one chunk of the head as it scores each part', async () => {
    const long = Array.from({ length: 300 }, (_, index) => 10 + ((index * 37) % 900));
    const [all, last] = [await measure(embedded.policy, 1, long), await measure(embedded.policy, 250, long)];
    expect(all.logProbabilities).toHaveLength(299);
    for (const [index, value] of last.logProbabilities.entries()) expect(value).toBeCloseTo(all.logProbabilities[249 + index]!, 4);
  });

  it('gives the same bits whether a long sequence is read in pieces or at once', async () => {
    const long = Array.from({ length: 1000 }, (_, index) => 10 + ((index * 37) % 900));
    const pieces = await Decoder.load(findModelFiles(embedded.policy), settings);
    const abilities = { ...pieces.abilities, continuation: 'close' as const };
    const atOnce = await Decoder.load(findModelFiles(embedded.policy), { ...settings, abilities });
    // 255 to 259 tokens are read before the response: a piece and at most three more, which are not to be a piece of a single token.
    for (const from of [256, 257, 258, 259, 260, 980]) {
      const sequence = long.slice(0, from + 20);
      expect((await pieces.measure(sequence, from)).logProbabilities, `${from} tokens of prompt`).toEqual((await atOnce.measure(sequence, from)).logProbabilities);
    }
    // A long response: in pieces that give states too.
    const [first, second] = [await pieces.measure(long, 20), await atOnce.measure(long, 20)];
    expect(first.logProbabilities).toEqual(second.logProbabilities);
    expect(first.states).toEqual(second.states);
    await Promise.all([pieces.release(), atOnce.release()]);
  });

  it('gives the same log-probabilities where the head cannot be told apart, but no states', async () => {
    // A sum of one term changes nothing, but is no step that the search for the head knows.
    const place = externalModel('unknown-head', (graph) => ({
      ...graph,
      nodes: [...graph.nodes, makeNode('Sum', ['logits'], ['logits_of_unknown_origin'])],
      outputs: [makeValue('logits_of_unknown_origin', 1, ['batch', 'sequence', 'vocabulary'])],
    }));
    const decoder = await Decoder.load(findModelFiles(place), settings);
    const [whole, split] = [await decoder.measure(ids, 4), await measure(embedded.policy)];
    expect(decoder.hasStates).toBe(false);
    expect(whole.states).toBeNull();
    for (const [index, value] of whole.logProbabilities.entries()) expect(value).toBeCloseTo(split.logProbabilities[index]!, 4);
    await decoder.release();
  });

  it('a sequence with nothing to score gives nothing', async () => {
    const nothing = await measure(embedded.policy, 1, [5]);
    expect(nothing.logProbabilities).toHaveLength(0);
  });
});

describe('files that people have', () => {
  it('with the weights in a file beside the graph', async () => {
    expect((await measure(externalModel('external'))).logProbabilities).toEqual((await measure(embedded.policy)).logProbabilities);
  });

  it('behind the links of a Hugging Face cache', async () => {
    const [blobs, snapshot] = [newFolder('hub/blobs'), newFolder('hub/snapshots/0123')];
    for (const name of ['model.onnx', 'config.json']) {
      copyFileSync(path.join(embedded.policy, name), path.join(blobs, `blob-${name.length}-${name.charCodeAt(0)}`));
      symlinkSync(path.join('../../blobs', `blob-${name.length}-${name.charCodeAt(0)}`), path.join(snapshot, name));
    }
    expect((await measure(snapshot)).logProbabilities).toEqual((await measure(embedded.policy)).logProbabilities);
  });

  it('in an onnx folder, or named by the file itself', async () => {
    const place = newFolder('transformers-js');
    cpSync(embedded.policy, place, { recursive: true });
    mkdirSync(path.join(place, 'onnx'));
    copyFileSync(original, path.join(place, 'onnx', 'model.onnx'));
    rmSync(path.join(place, 'model.onnx'));
    expect(findModelFiles(place).onnxFile).toBe(path.join(place, 'onnx', 'model.onnx'));
    const byFile = findModelFiles(path.join(place, 'onnx', 'model.onnx'));
    expect(byFile).toMatchObject({ folder: place, maxPositions: 1024 });
  });
});

describe('files that cannot be used are refused with what is wrong', () => {
  async function refusal(place: string): Promise<string> {
    const error: unknown = await measure(place).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'ModelRefusedError' });
    return (error as Error).message;
  }

  it('a file that was cut off', async () => {
    const place = newFolder('cut');
    writeFileSync(path.join(place, 'model.onnx'), readFileSync(original).subarray(0, 1_000_000));
    expect(await refusal(place)).toMatch(/"cut" cannot be used: the record at byte \d+ is longer than the message that holds it/);
  });

  it('bytes that are no model', async () => {
    const place = newFolder('noise');
    writeFileSync(path.join(place, 'model.onnx'), Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256)));
    expect(await refusal(place)).toMatch(/"noise" cannot be used: /);
  });

  it('an empty file', async () => {
    const place = newFolder('empty');
    writeFileSync(path.join(place, 'model.onnx'), '');
    expect(await refusal(place)).toMatch(/holds no graph/);
  });

  it('weights that point out of the folder', async () => {
    const place = newFolder('escape');
    const entry = (key: string, value: string) => bytesField(13, Buffer.concat([bytesField(1, key), bytesField(2, value)]));
    const tensor = Buffer.concat([bytesField(8, 'w'), entry('location', '../../../etc/passwd')]);
    const graph = Buffer.concat([bytesField(1, makeNode('Identity', ['w'], ['logits']).record), bytesField(5, tensor)]);
    writeFileSync(path.join(place, 'model.onnx'), bytesField(7, graph));
    expect(await refusal(place)).toMatch(/weights point outside the model folder/);
  });

  it('a folder without a model, and a folder with several', async () => {
    expect(await refusal(newFolder('nothing'))).toMatch(/holds no \.onnx file; export the model with Optimum/);
    const several = newFolder('several');
    for (const name of ['a.onnx', 'b.onnx']) writeFileSync(path.join(several, name), '');
    expect(await refusal(several)).toMatch(/holds several \.onnx files \(a\.onnx, b\.onnx\); name the \.onnx file itself/);
  });

  it('a broken configuration', async () => {
    const place = newFolder('configuration');
    writeFileSync(path.join(place, 'config.json'), '{"n_positions": "many"');
    expect(() => findModelFiles(place)).toThrow(/config\.json in "configuration" cannot be read as a model configuration/);
  });
});
