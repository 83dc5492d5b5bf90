import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { Decoder } from '../../src/engine/model/decoder';
import { findModelFiles } from '../../src/engine/model/modelFiles';
import { ModelSet } from '../../src/engine/model/modelSet';
import { makeInt64Tensor, makeNode } from '../../src/engine/onnx/nodeBuilder';
import { editDecoder } from '../../src/engine/onnx/surgery';
import { bufferReader, fieldsOf, textOf, type WireField } from '../../src/engine/onnx/wire';
import type { DecoderAbilities } from '../../src/engine/probe/decoderAbilities';
import { bundles } from './support/bundles';
import { changedLayout, copyLayout, goldens, layoutsFolder, type LayoutGolden } from './support/layouts';
import { standard } from './support/models';

const folder = mkdtempSync(path.join(tmpdir(), 'preflens-layouts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function withDecoder<T>(named: string, use: (decoder: Decoder) => Promise<T> | T, cacheFolder: string | null = null): Promise<T> {
  const decoder = await Decoder.load(findModelFiles(named), { threads: 1, lowMemory: false, cacheFolder });
  try {
    return await use(decoder);
  } finally {
    await decoder.release();
  }
}

/** Largest difference to the golden figures, nats a token. */
async function errorOf(decoder: Decoder, golden: LayoutGolden): Promise<number> {
  const differences: number[] = [];
  for (const [index, ids] of goldens.sequences.entries()) {
    const { logProbabilities } = await decoder.measure(ids, 1);
    const wanted = golden.logProbabilities[index]!;
    expect(logProbabilities).toHaveLength(wanted.length);
    differences.push(...wanted.map((value, k) => Math.abs(value - logProbabilities[k]!)));
  }
  return Math.max(...differences);
}

/** A merged decoder, one branch of which computes hyperbolic sines where its activation has tangents. */
function withOtherActivation(model: Buffer, branch: string): Buffer {
  const reader = bufferReader(model);
  const inside = (from: WireField, number: number) => [...fieldsOf(reader, from.payloadStart, from.payloadEnd)].filter((field) => field.number === number);
  const graph = [...fieldsOf(reader)].find((field) => field.number === 7)!;
  const attributes = inside(graph, 1).flatMap((node) => inside(node, 5));
  const wanted = attributes.find((attribute) => inside(attribute, 1).some((name) => textOf(reader, name) === branch))!;
  const nodes = inside(wanted, 6).flatMap((subgraph) => inside(subgraph, 1));
  const tangent = nodes.flatMap((node) => inside(node, 4)).find((operator) => textOf(reader, operator) === 'Tanh')!;
  const changed = Buffer.from(model);
  changed.write('Sinh', tangent.payloadStart);
  return changed;
}

const golden = (name: string) => goldens.layouts.find((layout) => layout.name === name)!;

describe('layouts that exporters write', () => {
  it('cover the families and exporters that people use', () => {
    expect(goldens.layouts.length).toBeGreaterThanOrEqual(40);
    expect(new Set(goldens.layouts.map(({ exporter }) => exporter))).toEqual(new Set(['torch-dynamo', 'torch-torchscript', 'optimum', 'genai']));
    for (const family of ['gpt2', 'gpt-neox', 'llama', 'llama-tied', 'mistral', 'qwen2', 'qwen3', 'phi3', 'gemma2', 'falcon', 'opt', 'granite', 'cohere'])
      expect(goldens.layouts.some((layout) => layout.family === family && layout.reference === 'pytorch')).toBe(true);
  });

  it('are all named in the table of docs/models.md', () => {
    const page = readFileSync(path.join(bundles.root, 'docs/models.md'), 'utf8');
    for (const { name } of goldens.layouts) expect(page).toContain(`| ${name} |`);
  });

  it.each(goldens.layouts)('$name: the figures of its reference, at every token, with states', async (layout) => {
    const policy = copyLayout(layout.name, path.join(folder, 'sets', layout.name));
    const cacheFolder = path.join(folder, 'set-cache');
    await withDecoder(policy, async (decoder) => {
      expect(decoder.hasStates).toBe(true);
      expect(await errorOf(decoder, layout)).toBeLessThan(layout.tolerance);
    }, cacheFolder);
    const models = await ModelSet.load({ policy, reference: null, convention: 'trl', maxLength: 64, threads: 1, background: false, cacheFolder });
    const scored = await models.evaluate({ texts: standard('Say:', ' yes', ' no!'), tokens: false });
    if ('code' in scored) throw new Error(scored.message);
    expect(scored.chosen).toMatchObject({ tokenCount: 5, scoredTokenCount: 5 });
    expect(scored.chosen.logProbability).toBeLessThan(0);
    expect(scored.states!.chosenChosen).toBeGreaterThan(0);
  });
});

describe('the probe at load', () => {
  const abilities = (name: string) => withDecoder(path.join(layoutsFolder, name), (decoder) => decoder.abilities);
  const plain = { promptReuse: true, batchedPromptReuse: true, rightPadding: 'exact', maskHoles: true, keptPositions: true, rowInvariance: 'exact', rowDependence: 0 } as const;
  const fused = { ...plain, batchedPromptReuse: false, maskHoles: false, keptPositions: false } as const;
  const pastless = { ...plain, promptReuse: false, batchedPromptReuse: false } as const;

  it.each<[string, Partial<DecoderAbilities>]>([
    ['llama-optimum-past', plain],
    ['gpt2-optimum-past', plain],
    ['gpt2-optimum-merged', plain],
    ['gpt2-combined-past', plain],
    ['llama-q4', plain],
    ['llama-q8', plain],
    // GroupQueryAttention only sums the mask, counts positions itself and continues one row at a time.
    ['llama-genai', fused],
    ['qwen3-genai', fused],
    ['gemma2-genai', { ...fused, keptPositions: false }],
    ['gpt2-optimum', pastless],
    ['falcon-torch-dynamo', { ...pastless, keptPositions: false }],
    // Scales of activations are taken over everything in a run.
    ['llama-int8', { promptReuse: false, rightPadding: 'wrong', rowInvariance: 'wrong' }],
  ])('%s', async (name, expected) => {
    expect(await abilities(name)).toMatchObject(expected);
  });

  it('says how much a row of a dynamically quantised model depends on the others', async () => {
    const { rowDependence } = await abilities('llama-int8');
    expect(rowDependence).toBeGreaterThan(0.01);
    expect(rowDependence).toBeLessThan(2);
  });

  it('sees no difference between the edited graph and the file itself', async () => {
    for (const name of ['llama-optimum-past', 'gemma2-torch-dynamo', 'granite-genai', 'llama-int8', 'llama-tied-transpose']) expect((await abilities(name)).editError).toBeLessThan(1e-5);
  });

  it('takes the half without past of a merged decoder whose other half computes something else', async () => {
    const place = copyLayout('gpt2-optimum-merged', path.join(folder, 'half'));
    const file = path.join(place, 'model.onnx');
    writeFileSync(file, withOtherActivation(readFileSync(file), 'then_branch'));
    await withDecoder(place, async (decoder) => {
      expect(decoder.abilities).toMatchObject({ promptReuse: false, rightPadding: 'exact' });
      expect(await errorOf(decoder, golden('gpt2-optimum-merged'))).toBeLessThan(1e-4);
    });
  });

  it('runs a decoder whole when its parts disagree with it, and says that states are not to be had', async () => {
    // The head is found behind a reshape that does more than lay out rows: it halves and joins the vocabulary again.
    const place = changedLayout('llama-torchscript', path.join(folder, 'whole'), (graph) => ({
      ...graph,
      nodes: [
        ...graph.nodes.map((node) => (node.outputs[0] === 'logits' ? makeNode(node.operator, node.inputs, ['first_logits']) : node)),
        makeNode('Reshape', ['first_logits', 'in_pairs'], ['paired_logits']),
        makeNode('Slice', ['paired_logits', 'second', 'end', 'pair_axis'], ['seconds']),
        makeNode('Slice', ['paired_logits', 'start', 'second', 'pair_axis'], ['firsts']),
        makeNode('Concat', ['firsts', 'seconds'], ['pairs'], { axis: 3 }),
        makeNode('Reshape', ['pairs', 'joined'], ['logits']),
      ],
      initializers: [
        ...graph.initializers,
        makeInt64Tensor('in_pairs', [0, 0, 130, 2]),
        makeInt64Tensor('second', [1]),
        makeInt64Tensor('start', [0]),
        makeInt64Tensor('end', [2]),
        makeInt64Tensor('pair_axis', [3]),
        makeInt64Tensor('joined', [0, 0, 260]),
      ],
    }));
    await withDecoder(place, async (decoder) => {
      expect(decoder.hasStates).toBe(false);
      expect(await errorOf(decoder, golden('llama-torchscript'))).toBeLessThan(1e-4);
    });
  });
});

describe('findings about a file are kept', () => {
  const named = path.join(layoutsFolder, 'llama-optimum-past');
  const entries = (place: string) => readdirSync(place).filter((name) => name.endsWith('.json')).map((name) => path.join(place, name));

  it('and used at the next load', async () => {
    const cache = path.join(folder, 'kept');
    const first = await withDecoder(named, (decoder) => decoder.abilities, cache);
    const [entry, ...others] = entries(cache);
    expect(others).toHaveLength(0);
    const marked = readFileSync(entry!, 'utf8').replace(/"rowDependence":0\b/, '"rowDependence":0.125');
    writeFileSync(entry!, marked);
    expect(await withDecoder(named, (decoder) => decoder.abilities, cache)).toEqual({ ...first, rowDependence: 0.125 });
  });

  it('unless they are damaged, or the file is another', async () => {
    const cache = path.join(folder, 'damaged');
    const first = await withDecoder(named, (decoder) => decoder.abilities, cache);
    for (const bad of ['', '{"abilities":', '{"branch":"both","whole":false,"abilities":{"promptReuse":"yes"}}', '\0'.repeat(100)]) {
      writeFileSync(entries(cache)[0]!, bad);
      expect(await withDecoder(named, (decoder) => decoder.abilities, cache)).toEqual(first);
      expect(readFileSync(entries(cache)[0]!, 'utf8')).toContain('"promptReuse":true');
    }
    await withDecoder(path.join(layoutsFolder, 'gpt2-optimum'), () => undefined, cache);
    expect(entries(cache)).toHaveLength(2);
  });

  it('and a folder that cannot be written does no harm', async () => {
    const file = path.join(folder, 'no-folder');
    writeFileSync(file, '');
    expect(await withDecoder(named, (decoder) => decoder.abilities, path.join(file, 'cache'))).toMatchObject({ promptReuse: true });
  });
});

describe('where weights lie', () => {
  /** A snapshot as the Hugging Face cache keeps it: every file a link to a blob that is named by a hash. */
  function hubCache(name: string): string {
    const [blobs, snapshot] = [path.join(folder, 'hub', name, 'blobs'), path.join(folder, 'hub', name, 'snapshots', '0123')];
    for (const place of [blobs, snapshot]) mkdirSync(place, { recursive: true });
    for (const [index, file] of readdirSync(path.join(layoutsFolder, name)).entries()) {
      copyFileSync(path.join(layoutsFolder, name, file), path.join(blobs, `blob${index}`));
      symlinkSync(path.join('../../blobs', `blob${index}`), path.join(snapshot, file));
    }
    return snapshot;
  }

  it.each(['qwen2-external', 'qwen3-external-split', 'llama-genai', 'gpt2-optimum-merged'])('behind the links of a Hugging Face cache: %s', async (name) => {
    expect(await withDecoder(hubCache(name), (decoder) => errorOf(decoder, golden(name)))).toBeLessThan(1e-4);
  });

  it('in a link to the graph alone, with its data beside the link', async () => {
    const place = path.join(folder, 'beside-link');
    mkdirSync(path.join(place, 'store'), { recursive: true });
    const from = path.join(layoutsFolder, 'qwen2-external');
    copyFileSync(path.join(from, 'model.onnx'), path.join(place, 'store', 'graph'));
    copyFileSync(path.join(from, 'model.onnx_data'), path.join(place, 'model.onnx_data'));
    symlinkSync(path.join('store', 'graph'), path.join(place, 'model.onnx'));
    expect(await withDecoder(place, (decoder) => errorOf(decoder, golden('qwen2-external')))).toBeLessThan(1e-4);
  });

  it('the embedding of a tied model is used as it lies in the file, not transposed', async () => {
    await withDecoder(path.join(layoutsFolder, 'llama-tied-transpose'), ({ skeleton }) => {
      const decoder = editDecoder(skeleton.graph);
      if (decoder.kind !== 'split') throw new Error('the head was not found');
      expect(decoder.unembedding.graph.nodes.map(({ operator }) => operator)).toEqual(['Gemm']);
      expect(decoder.unembedding.rank).toBe(2);
    });
  });
});
