import { ModelRefusedError } from '../../core/errors';
import { ChatTemplate } from './chatTemplate';
import { isJsonRecord } from './jsonRecord';
import { OffsetTokenizer } from './offsetTokenizer';
import { specialTokenNames } from './specialTokenNames';
import type { TextTokenizer } from './textTokenizer';
import { readTokenizerFiles, type TokenizerFiles } from './tokenizerFiles';
import { checkTokenizerModel } from './tokenizerModel';

/**
 * The tokenizer of a model folder: tokenizer.json, and where present tokenizer_config.json, special_tokens_map.json
 * and chat_template.jinja. Throws ModelRefusedError with one sentence on what is wrong and what would work.
 */
export async function loadTokenizer(folder: string): Promise<TextTokenizer> {
  const files = await readTokenizerFiles(folder);
  try {
    return buildTokenizer(files);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ModelRefusedError(
      folder,
      `tokenizer.json cannot be used: ${reason.slice(0, 200).replace(/\.$/u, '')}; save the tokenizer anew with a recent version of transformers, or choose a model with a BPE tokenizer.`,
    );
  }
}

function buildTokenizer(files: TokenizerFiles): TextTokenizer {
  const definition = checkTokenizerModel(files.tokenizer);
  const added = new Set(definition.addedTokens.map((token) => token.content));
  const names = specialTokenNames(files.config, files.specialTokens, (content) => added.has(content));
  return new OffsetTokenizer(definition, files.config, {
    eosToken: nameOf(names['eos_token']),
    bosToken: nameOf(names['bos_token']),
    chatTemplate: findTemplate(files, names),
  });
}

/** A file of its own wins over tokenizer_config.json, which holds one template or a list of named ones. */
function findTemplate(files: TokenizerFiles, names: Readonly<Record<string, unknown>>): ChatTemplate | null {
  const declared = files.chatTemplate ?? files.config['chat_template'];
  if (typeof declared === 'string') return new ChatTemplate(declared, null, names);
  if (!Array.isArray(declared)) return null;
  const named = new Map(
    declared.filter(isJsonRecord).map((entry) => [entry['name'], entry['template']] as const),
  );
  const source = named.get('default') ?? named.values().next().value;
  const toolSource = named.get('tool_use');
  if (typeof source !== 'string') return null;
  return new ChatTemplate(source, typeof toolSource === 'string' ? toolSource : null, names);
}

function nameOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
