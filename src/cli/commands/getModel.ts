import { formatBytes } from '../../core/models/formatBytes';
import { modelVariants, type ModelVariant } from '../../core/models/modelVariants';
import { parseRepositoryName } from '../../core/models/repositoryName';
import type { RemoteModel } from '../../core/models/remoteModel';
import { DownloadError } from '../../io/hub/downloadError';
import { downloadModel } from '../../io/hub/downloadModel';
import { findRemoteModel } from '../../io/hub/findRemoteModel';
import { HubConnection } from '../../io/hub/hubConnection';
import { hubEndpoint } from '../../io/hub/hubEndpoint';
import { modelsFolder } from '../../io/hub/modelsFolder';
import { proxyFetch } from '../../io/hub/proxyFetch';
import { environmentProxy } from '../../io/hub/proxySettings';
import { excerpt } from '../printable';
import { ProgressLine } from '../progressLine';
import { UsageError } from '../usageError';

export interface GetModelFlags {
  readonly get?: string;
  readonly variant?: string;
  readonly revision?: string;
  readonly endpoint?: string;
  readonly into?: string;
  readonly list?: boolean;
}

/** Fetches a model. Resolves to its folder, or to null where its variants were only to be listed. */
export async function getModel(named: string, flags: GetModelFlags, format: 'json' | 'text', signal: AbortSignal): Promise<string | null> {
  const name = parseRepositoryName(named);
  if (name === null) throw new UsageError(`"${excerpt(named, 80)}" is not the name of a model; write it as owner/name, such as onnx-community/SmolLM2-135M-Instruct-ONNX.`);
  const progress = new ProgressLine(process.stderr);
  const connection = connect(flags, progress);
  progress.show(`Asking ${connection.host} for ${name}`);
  const model = await findRemoteModel(connection, name, flags.revision, signal);
  progress.clear();
  const variants = modelVariants(model.files);
  if (variants.length === 0) throw new DownloadError('unusable', `"${name}" has no ONNX export of a language model with a tokenizer.json. Look for one that is made for transformers.js, or export it yourself (docs/models.md).`);
  if (flags.list) {
    printVariants(model, variants, format);
    return null;
  }
  return fetchVariant({ connection, model, variant: chosenVariant(variants, flags.variant), into: flags.into ?? modelsFolder(), signal }, progress);
}

function connect(flags: GetModelFlags, progress: ProgressLine): HubConnection {
  const token = process.env['HF_TOKEN']?.trim() || null;
  return new HubConnection({
    endpoint: hubEndpoint(flags.endpoint),
    token,
    fetch: proxyFetch(environmentProxy),
    onWait: (reason, milliseconds) => {
      progress.clear();
      process.stderr.write(`preflens: ${excerpt(reason, 200)}; trying again in ${String(Math.ceil(milliseconds / 1000))} s.\n`);
    },
  });
}

function chosenVariant(variants: readonly ModelVariant[], named: string | undefined): ModelVariant {
  const [best] = variants;
  const chosen = named === undefined ? best : variants.find(({ name, path }) => name === named || path === named);
  if (chosen) return chosen;
  throw new UsageError(`There is no variant "${excerpt(named ?? '', 80)}"; there are ${variants.map(({ name }) => name).join(', ')}.`);
}

async function fetchVariant(request: Omit<Parameters<typeof downloadModel>[0], 'onProgress'>, progress: ProgressLine): Promise<string> {
  const { connection, model, variant, into } = request;
  process.stderr.write(`preflens: ${model.name}, ${variant.name}: ${formatBytes(variant.bytes)} in ${String(variant.files.length)} files from ${connection.host} into ${into}\n`);
  try {
    const { folder, wasThere } = await downloadModel({
      ...request,
      onProgress: ({ file, receivedBytes, totalBytes }) => progress.show(`${((100 * receivedBytes) / totalBytes).toFixed(0)} % of ${formatBytes(totalBytes)}, ${file}`),
    });
    progress.clear();
    process.stderr.write(`preflens: ${wasThere ? 'was there already' : 'fetched and checked'}: ${folder}\n`);
    return folder;
  } finally {
    progress.clear();
  }
}

function printVariants(model: RemoteModel, variants: readonly ModelVariant[], format: 'json' | 'text'): void {
  if (format === 'json') {
    const record = { name: model.name, revision: model.revision, variants: variants.map(({ name, path, bytes, precision, files }) => ({ name, path, bytes, advice: precision.advice, files: files.map(({ remote }) => ({ path: remote.path, bytes: remote.bytes })) })) };
    process.stdout.write(`${JSON.stringify(record, null, 2)}\n`);
    return;
  }
  const width = Math.max(...variants.map(({ name }) => name.length));
  process.stdout.write(variants.map(({ name, bytes, precision }) => `${name.padEnd(width)}  ${formatBytes(bytes).padStart(8)}  ${precision.advice}\n`).join(''));
}
