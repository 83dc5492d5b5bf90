import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelRefusedError } from '../../core/errors';
import { isJsonRecord, type JsonRecord } from './jsonRecord';
import { mergedVocabulary } from './mergedVocabulary';

/** The tokenizer files of a model folder, parsed but not checked further. */
export interface TokenizerFiles {
  readonly tokenizer: JsonRecord;
  /** Empty where the folder has no tokenizer_config.json. */
  readonly config: JsonRecord;
  /** Empty where the folder has no special_tokens_map.json. */
  readonly specialTokens: JsonRecord;
  /** The text of chat_template.jinja, or null. */
  readonly chatTemplate: string | null;
  /** What chat_template.json of a processor holds, or null. */
  readonly processorTemplate: unknown;
}

const mebibyte = 1024 * 1024;
/** Largest sizes in bytes; the largest tokenizer.json in use is about 35 MB. */
const limits = {
  'tokenizer.json': 64 * mebibyte,
  'tokenizer_config.json': 16 * mebibyte,
  'special_tokens_map.json': mebibyte,
  'chat_template.jinja': mebibyte,
  'chat_template.json': mebibyte,
  'vocab.json': 64 * mebibyte,
  'merges.txt': 64 * mebibyte,
  'added_tokens.json': 16 * mebibyte,
} as const;
type FileName = keyof typeof limits;

/** Throws ModelRefusedError. Only these names are ever opened; nothing in a file names another file. */
export async function readTokenizerFiles(folder: string): Promise<TokenizerFiles> {
  const saved = await readJson(folder, 'tokenizer.json');
  const config = (await readJson(folder, 'tokenizer_config.json')) ?? {};
  const specialTokens = (await readJson(folder, 'special_tokens_map.json')) ?? {};
  return {
    tokenizer: saved ?? (await mergedFiles(folder, config, specialTokens)),
    config,
    specialTokens,
    chatTemplate: await readText(folder, 'chat_template.jinja'),
    processorTemplate: (await readJson(folder, 'chat_template.json'))?.['chat_template'] ?? null,
  };
}

/** A tokenizer that was saved as vocab.json and merges.txt alone. */
async function mergedFiles(folder: string, config: JsonRecord, specialTokens: JsonRecord): Promise<JsonRecord> {
  const vocabulary = await readJson(folder, 'vocab.json');
  const merges = await readText(folder, 'merges.txt');
  if (vocabulary === null || merges === null) {
    throw new ModelRefusedError(
      folder,
      'The folder has no tokenizer.json, nor vocab.json and merges.txt; save the tokenizer with a recent version of transformers (AutoTokenizer.from_pretrained(…).save_pretrained) and put the files there.',
    );
  }
  const addedTokens = (await readJson(folder, 'added_tokens.json')) ?? {};
  try {
    return mergedVocabulary({ vocabulary, merges, addedTokens, config, specialTokens });
  } catch (error) {
    throw new ModelRefusedError(folder, `vocab.json and merges.txt cannot be used: ${error instanceof Error ? error.message : String(error)}; download both again.`);
  }
}

async function readJson(folder: string, name: FileName): Promise<JsonRecord | null> {
  const text = await readText(folder, name);
  if (text === null) return null;
  const value = parseJson(folder, name, text);
  if (!isJsonRecord(value)) {
    throw new ModelRefusedError(folder, `${name} does not hold a JSON object; download the file again.`);
  }
  return value;
}

function parseJson(folder: string, name: FileName, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const hint = text.startsWith('version https://git-lfs')
      ? 'is a Git LFS pointer; fetch the file itself with "git lfs pull"'
      : 'is not valid JSON; download the file again';
    throw new ModelRefusedError(folder, `${name} ${hint}.`);
  }
}

/** Null where there is no such file. */
async function readText(folder: string, name: FileName): Promise<string | null> {
  const path = join(folder, name);
  try {
    const { size } = await checkedStat(folder, name, path);
    const bytes = await readBytes(path, size);
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (ModelRefusedError.is(error)) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    if (error instanceof TypeError) throw new ModelRefusedError(folder, `${name} is not valid UTF-8; download the file again.`);
    throw new ModelRefusedError(folder, `${name} cannot be read (${code ?? 'unknown error'}); check its permissions.`);
  }
}

/** Links are followed, as the cache of Hugging Face is made of them; pipes and devices are not opened. */
async function checkedStat(folder: string, name: FileName, path: string): Promise<{ size: number }> {
  const found = await stat(path);
  if (!found.isFile()) throw new ModelRefusedError(folder, `${name} is not a file; put the file of that name there.`);
  if (found.size > limits[name]) {
    const most = String(limits[name] / mebibyte);
    throw new ModelRefusedError(folder, `${name} is larger than ${most} MB, which no real one is; download the file again.`);
  }
  return found;
}

/** At most size bytes, even if the file grows meanwhile. */
async function readBytes(path: string, size: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const buffer = new Uint8Array(size);
    let done = 0;
    while (done < size) {
      const { bytesRead } = await file.read(buffer, done, size - done, done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return buffer.subarray(0, done);
  } finally {
    await file.close();
  }
}
