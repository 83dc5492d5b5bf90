import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { ModelRefusedError } from '../../core/errors';
import type { CacheSizes } from '../onnx/cacheShapes';

/** What a model folder holds, before anything is loaded. */
export interface ModelFiles {
  /** Folder with the tokenizer and configuration. */
  readonly folder: string;
  readonly onnxFile: string;
  /** Positions the model was made for; null where no configuration says. */
  readonly maxPositions: number | null;
  /** Sizes of its cache, which a graph may leave open. */
  readonly cache: CacheSizes;
}

const largestConfig = 4 * 1024 * 1024;

/** Best known first: Optimum, transformers.js, torch exporters. Plain fp32 before quantised, since it is exact. */
const usualNames = ['model.onnx', 'decoder_model.onnx', 'model_fp16.onnx', 'model_quantized.onnx', 'model_int8.onnx', 'model_q4.onnx', 'model_q4f16.onnx', 'decoder_model_merged.onnx'];

const size = z.int().positive().optional();
const configSchema = z.looseObject({
  head_dim: size.nullable(),
  hidden_size: size,
  n_embd: size,
  num_attention_heads: size,
  n_head: size,
  num_key_value_heads: size.nullable(),
  max_position_embeddings: z.int().positive().optional(),
  n_positions: z.int().positive().optional(),
  n_ctx: z.int().positive().optional(),
  max_seq_len: z.int().positive().optional(),
});

const genaiSchema = z.looseObject({
  model: z.looseObject({
    context_length: z.int().positive().optional(),
    decoder: z.looseObject({ filename: z.string().optional(), head_size: size, num_key_value_heads: size }).optional(),
  }),
});

/** Finds the ONNX file and configuration of a model named by its folder or by an .onnx file. Throws ModelRefusedError. */
export function findModelFiles(named: string): ModelFiles {
  const stats = statSync(named, { throwIfNoEntry: false });
  if (!stats) throw new ModelRefusedError(named, `There is no model at "${named}"; name a folder with tokenizer.json and model.onnx.`);
  if (stats.isFile()) return filesOfOnnx(named);
  const { genai, ...sizes } = readConfigurations(named);
  const onnxFile = genaiDecoder(named, genai?.model.decoder?.filename) ?? usualFile(named) ?? onlyFile(named);
  return { folder: named, onnxFile, ...sizes };
}

function readConfigurations(folder: string): Pick<ModelFiles, 'maxPositions' | 'cache'> & { readonly genai: z.infer<typeof genaiSchema> | undefined } {
  const config = readJson(path.join(folder, 'config.json'), configSchema, folder);
  const genai = readJson(path.join(folder, 'genai_config.json'), genaiSchema, folder);
  const maxPositions =
    config?.max_position_embeddings ?? config?.n_positions ?? config?.n_ctx ?? config?.max_seq_len ?? genai?.model.context_length ?? null;
  return { genai, maxPositions, cache: cacheSizes(config, genai?.model.decoder) };
}

interface GenaiDecoder {
  readonly head_size?: number | undefined;
  readonly num_key_value_heads?: number | undefined;
}

function cacheSizes(config: z.infer<typeof configSchema> | undefined, genai: GenaiDecoder | undefined): CacheSizes {
  const hidden = config?.hidden_size ?? config?.n_embd;
  const attentionHeads = config?.num_attention_heads ?? config?.n_head;
  const even = hidden !== undefined && attentionHeads !== undefined ? hidden / attentionHeads : null;
  return {
    width: genai?.head_size ?? config?.head_dim ?? (even !== null && Number.isInteger(even) ? even : null),
    heads: genai?.num_key_value_heads ?? config?.num_key_value_heads ?? attentionHeads ?? null,
  };
}

function filesOfOnnx(file: string): ModelFiles {
  if (!file.endsWith('.onnx')) throw new ModelRefusedError(file, `"${path.basename(file)}" is not an .onnx file; name a model folder or its .onnx file.`);
  const beside = path.dirname(file);
  const isIn = (folder: string) => statSync(path.join(folder, 'tokenizer.json'), { throwIfNoEntry: false })?.isFile() === true;
  const folder = !isIn(beside) && isIn(path.dirname(beside)) ? path.dirname(beside) : beside;
  const { maxPositions, cache } = readConfigurations(folder);
  return { folder, onnxFile: file, maxPositions, cache };
}

function genaiDecoder(folder: string, filename: string | undefined): string | undefined {
  // The name comes from the folder itself, so it may not lead out of it.
  if (filename === undefined || filename === '' || path.basename(filename) !== filename) return undefined;
  const file = path.join(folder, filename);
  return isFile(file) ? file : undefined;
}

function usualFile(folder: string): string | undefined {
  return usualNames.flatMap((name) => [path.join(folder, name), path.join(folder, 'onnx', name)]).find(isFile);
}

function onlyFile(folder: string): string {
  const files = [folder, path.join(folder, 'onnx')].flatMap((place) =>
    isFolder(place) ? readdirSync(place).filter((name) => name.endsWith('.onnx')).map((name) => path.join(place, name)) : [],
  );
  const [only, ...others] = files;
  if (only !== undefined && others.length === 0) return only;
  const why = only === undefined ? 'holds no .onnx file' : `holds several .onnx files (${files.map((file) => path.basename(file)).slice(0, 5).join(', ')})`;
  const what = only === undefined ? 'export the model with Optimum ("optimum-cli export onnx")' : 'name the .onnx file itself';
  throw new ModelRefusedError(folder, `The model folder "${path.basename(folder)}" ${why}; ${what}.`);
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Reads a configuration file of bounded size; undefined where it is missing. */
function readJson<T>(file: string, schema: z.ZodType<T>, folder: string): T | undefined {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats?.isFile()) return undefined;
  const name = path.basename(file);
  if (stats.size > largestConfig) throw new ModelRefusedError(folder, `${name} is larger than any configuration should be; download the model again.`);
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new ModelRefusedError(folder, `${name} in "${path.basename(folder)}" cannot be read as a model configuration; download the model again.`);
  }
}
