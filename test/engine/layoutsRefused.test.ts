import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { Decoder } from '../../src/engine/model/decoder';
import { findModelFiles } from '../../src/engine/model/modelFiles';
import { findHead } from '../../src/engine/onnx/findHead';
import { parseNode, type ModelGraph } from '../../src/engine/onnx/graph';
import { makeInt64Tensor, makeNode, makeValue } from '../../src/engine/onnx/nodeBuilder';
import { bytesField, varintField } from '../../src/engine/onnx/wire';
import { changedLayout, copyLayout } from './support/layouts';

const folder = mkdtempSync(path.join(tmpdir(), 'preflens-refused-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function refusal(place: string): Promise<string> {
  const error: unknown = await Decoder.load(findModelFiles(place), { threads: 1, lowMemory: false, cacheFolder: null }).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'ModelRefusedError' });
  return (error as Error).message;
}

let count = 0;
const changed = (change: (graph: ModelGraph) => ModelGraph, layout = 'llama-torchscript') => refusal(changedLayout(layout, path.join(folder, `changed${count++}`), change));

const symbolic = ['batch', 'sequence', 'hidden'];
const withInput = (name: string) => (graph: ModelGraph) => ({ ...graph, inputs: [...graph.inputs, makeValue(name, 1, symbolic)] });
const renamedLogits = (graph: ModelGraph, nodes: readonly ReturnType<typeof makeNode>[]): ModelGraph => ({
  ...graph,
  nodes: [...graph.nodes.map((node) => (node.outputs[0] === 'logits' ? makeNode(node.operator, node.inputs, ['first_logits']) : node)), ...nodes],
});

describe('what cannot score text is refused in one sentence that says what would work', () => {
  it.each<[string, (graph: ModelGraph) => ModelGraph, RegExp]>([
    ['half of an encoder-decoder', withInput('encoder_hidden_states'), /part of an encoder-decoder model \(input encoder_hidden_states\).*use a decoder-only model/],
    ['an image model', withInput('pixel_values'), /reads images or sound \(input pixel_values\); export the text decoder/],
    ['an input that nobody knows', withInput('guidance'), /needs the input guidance, which a text decoder does not have; export it as a plain causal language model/],
    [
      'a decoder without its embedding',
      (graph) => ({ ...graph, inputs: [makeValue('inputs_embeds', 1, symbolic), ...graph.inputs.filter(({ name }) => name !== 'input_ids')] }),
      /takes inputs_embeds, .* instead of input_ids; export the text decoder of a causal language model/,
    ],
    [
      'a model without a head',
      (graph) => ({ ...renamedLogits(graph, [makeNode('Identity', ['first_logits'], ['last_hidden_state'])]), outputs: [makeValue('last_hidden_state', 1, ['batch', 'sequence'])] }),
      /gives last_hidden_state but no logits, as an encoder .* export it for text generation/,
    ],
    ['a classifier', (graph) => ({ ...graph, outputs: [makeValue('logits', 1, ['batch', 'labels'])] }), /one row of logits for a whole text, as a classifier or reward model does/],
    [
      'the half of a decoder that needs a cache',
      (graph) => ({ ...graph, inputs: graph.inputs.map((input) => (input.name === 'input_ids' ? { ...input, dimensions: ['batch', 1] } : input)) }),
      /needs the cache of those before it; use the decoder_model\.onnx or decoder_model_merged\.onnx/,
    ],
  ])('%s', async (_, change, sentence) => {
    // Signatures are read from records: give the changed ones theirs.
    expect(await changed((graph) => {
      const next = change(graph);
      const written = next.inputs.map((input) => (input.dimensions[1] === 1 ? { ...input, record: oneToken(input.name) } : input));
      return { ...next, inputs: written };
    })).toMatch(sentence);
  });

  it('an encoder, whose words depend on those after them', async () => {
    const seesAll = (graph: ModelGraph): ModelGraph => {
      const states = findHead(graph, 'logits')!.states;
      const head = graph.nodes.map((node) => (node.outputs[0] === 'logits' ? makeNode(node.operator, ['seen', node.inputs[1]!], ['logits']) : node));
      const mean = graph.opset >= 18 ? makeNode('ReduceMean', [states, 'positions'], ['mean']) : makeNode('ReduceMean', [states], ['mean'], { axes: [1] });
      return { ...graph, nodes: [...head, mean, makeNode('Add', [states, 'mean'], ['seen'])], initializers: [...graph.initializers, makeInt64Tensor('positions', [1])] };
    };
    expect(await changed(seesAll)).toMatch(/depends on later ones, so it is no causal language model but an encoder; export a decoder/);
  });

  it('logits that are not numbers', async () => {
    const nodes = [makeNode('Abs', ['first_logits'], ['size']), makeNode('Neg', ['size'], ['below']), makeNode('Sqrt', ['below'], ['logits'])];
    expect(await changed((graph) => renamedLogits(graph, nodes))).toMatch(/not numbers \(NaN\), as happens when fp16 overflows; use the fp32 file/);
  });

  it('logits of the last token only, from a head that cannot be told apart', async () => {
    const nodes = [makeNode('Slice', ['first_logits', 'last', 'end', 'rows'], ['one_row']), makeNode('Sum', ['one_row'], ['logits'])];
    const tensors = [makeInt64Tensor('last', [-1]), makeInt64Tensor('end', [9999]), makeInt64Tensor('rows', [1])];
    const message = await changed((graph) => ({ ...renamedLogits(graph, nodes), initializers: [...graph.initializers, ...tensors] }));
    expect(message).toMatch(/gives logits of 1 of 12 tokens; export it with logits of all tokens/);
  });

  it('an operator that ONNX Runtime does not have', async () => {
    const unknown = parseNode(Buffer.concat([makeNode('Frobnicate', ['first_logits'], ['logits']).record, bytesField(7, 'com.example')]));
    const domain = bytesField(8, Buffer.concat([bytesField(1, 'com.example'), varintField(2, 1)]));
    const withDomain = (graph: ModelGraph) => ({ ...renamedLogits(graph, [unknown]), modelRecords: Buffer.concat([graph.modelRecords, domain]) });
    expect(await changed(withDomain)).toMatch(/uses the operator com\.example:Frobnicate, which ONNX Runtime cannot compute .* export it for the CPU/);
  });

  it('a newer version of ONNX', async () => {
    const opset = (version: number) => bytesField(8, varintField(2, version));
    expect(await changed((graph) => ({ ...graph, modelRecords: Buffer.concat([varintField(1, 8), opset(99)]) }))).toMatch(/newer version of ONNX than this one reads; export it again with opset 21 or lower/);
    expect(await changed((graph) => ({ ...graph, modelRecords: Buffer.concat([varintField(1, 99), opset(18)]) }))).toMatch(/newer version of ONNX/);
  });
});

describe('weights that are not where the graph says', () => {
  it('cut off', async () => {
    const place = copyLayout('llama-genai', path.join(folder, 'cut'));
    truncateSync(path.join(place, 'model.onnx.data'), 50_000);
    expect(await refusal(place)).toMatch(/weights file "model\.onnx\.data" is shorter than its graph says; download the model again, all of its files/);
  });

  it('one of several missing', async () => {
    const place = copyLayout('qwen3-external-split', path.join(folder, 'part'));
    rmSync(path.join(place, 'model.onnx_data_1'));
    expect(await refusal(place)).toMatch(/weights file "model\.onnx_data_1" is missing; put it beside model\.onnx/);
  });

  it.each(['../other', '/etc/hosts_data_', 'C:\\weights.bin', 'a/../../bb'])('outside the folder: %s', async (location) => {
    const place = copyLayout('qwen2-external', path.join(folder, `outside${count++}`));
    const file = path.join(place, 'model.onnx');
    const bytes = readFileSync(file);
    // The same length, so that no other record moves.
    const name = Buffer.from('model.onnx_data');
    const other = Buffer.from(location.padEnd(name.length, 'x'));
    for (let at = bytes.indexOf(name); at >= 0; at = bytes.indexOf(name, at + 1)) other.copy(bytes, at, 0, name.length);
    writeFileSync(file, bytes);
    expect(await refusal(place)).toMatch(/weights point outside the model folder/);
  });

  it('a cache whose size nobody tells', async () => {
    const place = copyLayout('llama-genai', path.join(folder, 'no-config'));
    for (const name of ['genai_config.json', 'config.json']) rmSync(path.join(place, name), { force: true });
    expect(await refusal(place)).toMatch(/tells the size of its cache "past_key_values\.0\.key"; put the model's config\.json or genai_config\.json beside it/);
  });
});

/** ValueInfoProto of int64 [batch, 1]. */
function oneToken(name: string): Buffer {
  const shape = Buffer.concat([bytesField(1, bytesField(2, 'batch')), bytesField(1, varintField(1, 1))]);
  return Buffer.concat([bytesField(1, name), bytesField(2, bytesField(1, Buffer.concat([varintField(1, 7), bytesField(2, shape)])))]);
}
