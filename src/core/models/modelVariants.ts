import type { RemoteFile } from './remoteModel';
import { precisionOfFileName, type FilePrecision } from './filePrecision';

/** A file to fetch, and where it goes in the model's folder: always a name of our own list, never a path of the server's choosing. */
export interface WantedFile {
  readonly remote: RemoteFile;
  /** Relative, with slashes. */
  readonly local: string;
}

/** One ONNX file of a repository with everything that it needs, and nothing else. */
export interface ModelVariant {
  /** Unique in its repository: the precision, and where that is not enough the path without `.onnx`. */
  readonly name: string;
  readonly precision: FilePrecision;
  /** Path of the ONNX file in the repository. */
  readonly path: string;
  readonly files: readonly WantedFile[];
  readonly bytes: number;
}

/** What the engine reads besides the graph, and licences, which must go with the weights. */
const companions = new Set([
  'config.json',
  'genai_config.json',
  'generation_config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'added_tokens.json',
  'chat_template.jinja',
  'chat_template.json',
  'LICENSE',
  'LICENSE.txt',
  'LICENSE.md',
  'README.md',
]);

const graphName = /^[A-Za-z0-9][\w.-]{0,120}\.onnx$/;
const folderName = /^[A-Za-z0-9][\w.-]{0,120}$/;
/** Parts of other models (encoders, vision), and halves that read one token at a time. */
const notADecoder = /(?:^|[_-])(?:encoder|vision|embed|audio|speech)|decoder_with_past/i;
const maximalDepth = 4;
/** Windows has devices of these names in every folder. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** The ONNX files of a repository that may be causal language models, best choice first; none where there is no tokenizer for them. */
export function modelVariants(files: readonly RemoteFile[]): ModelVariant[] {
  const listed = new Map(files.filter(({ path }) => isPlainPath(path)).map((file) => [file.path, file]));
  const graphs = [...listed.values()].filter(({ path }) => isGraph(path));
  const variants = graphs.flatMap((graph) => variantOf(graph, listed) ?? []);
  return distinctlyNamed(variants.sort((a, b) => a.precision.rank - b.precision.rank || a.path.length - b.path.length || (a.path < b.path ? -1 : 1)));
}

function isPlainPath(path: string): boolean {
  const parts = path.split('/');
  return parts.length <= maximalDepth && parts.every((name) => folderName.test(name) && !name.endsWith('.') && !reserved.test(name));
}

function isGraph(path: string): boolean {
  const name = baseName(path);
  return graphName.test(name) && !notADecoder.test(name);
}

function variantOf(graph: RemoteFile, listed: ReadonlyMap<string, RemoteFile>): ModelVariant | null {
  const beside = companionsOf(graph.path, listed);
  if (!beside.some(({ local }) => local === 'tokenizer.json')) return null;
  const folder = folderOf(graph.path) === 'onnx' || folderOf(graph.path).endsWith('/onnx') ? 'onnx/' : '';
  const weights = [graph, ...externalData(graph.path, listed)].map((remote) => ({ remote, local: `${folder}${baseName(remote.path)}` }));
  const files = [...beside, ...weights];
  const precision = precisionOfFileName(graph.path);
  return { name: precision.name, precision, path: graph.path, files, bytes: files.reduce((sum, { remote }) => sum + remote.bytes, 0) };
}

/** From the folder of the graph upward: the nearest file of a name counts. */
function companionsOf(graph: string, listed: ReadonlyMap<string, RemoteFile>): WantedFile[] {
  const found = new Map<string, WantedFile>();
  for (let folder: string | null = folderOf(graph); folder !== null; folder = folder === '' ? null : folderOf(folder)) {
    for (const local of companions) {
      const remote = listed.get(folder === '' ? local : `${folder}/${local}`);
      if (remote && !found.has(local)) found.set(local, { remote, local });
    }
  }
  return [...found.values()];
}

/** `model.onnx_data`, `model.onnx_data_1`, `model.onnx.data`: as transformers.js, Optimum, torch and onnxruntime-genai name them. */
function externalData(graph: string, listed: ReadonlyMap<string, RemoteFile>): RemoteFile[] {
  return [...listed.values()].filter(({ path }) => path.startsWith(graph) && /^(?:_data(?:_\d+)?|\.data(?:\.\d+)?)$/.test(path.slice(graph.length)));
}

function distinctlyNamed(variants: readonly ModelVariant[]): ModelVariant[] {
  const counts = new Map<string, number>();
  for (const { name } of variants) counts.set(name, (counts.get(name) ?? 0) + 1);
  return variants.map((variant) => (counts.get(variant.name) === 1 ? variant : { ...variant, name: variant.path.replace(/\.onnx$/, '').replaceAll('/', '-') }));
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function folderOf(path: string): string {
  const end = path.lastIndexOf('/');
  return end < 0 ? '' : path.slice(0, end);
}
