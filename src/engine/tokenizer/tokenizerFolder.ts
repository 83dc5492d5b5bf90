import { ModelRefusedError } from '../../core/errors';
import { ChatTemplate } from './chatTemplate';
import { isJsonRecord } from './jsonRecord';
import { OffsetTokenizer } from './offsetTokenizer';
import { specialTokenNames } from './specialTokenNames';
import type { TextTokenizer } from './textTokenizer';
import { readTokenizerFiles, type TokenizerFiles } from './tokenizerFiles';
import { checkTokenizerModel } from './tokenizerModel';

/**
 * The tokenizer of a model folder: tokenizer.json (or vocab.json and merges.txt), and where present tokenizer_config.json,
 * special_tokens_map.json, chat_template.jinja and chat_template.json. Throws ModelRefusedError with one sentence on what is wrong and what would work.
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
    maskTokens: ['mask_token', 'unk_token', 'pad_token'].flatMap((role) => nameOf(names[role]) ?? []),
    chatTemplate: findTemplate(files, names),
  });
}

/**
 * As transformers has it: chat_template.jinja, then tokenizer_config.json, which holds one template or a list of named
 * ones, then chat_template.json, which processors are saved with. Of named ones "default" is taken, and "tool_use" for
 * conversations with tools; without a "default" transformers refuses to choose, and so there is none.
 */
function findTemplate(files: TokenizerFiles, names: Readonly<Record<string, unknown>>): ChatTemplate | null {
  const declared = files.chatTemplate ?? files.config['chat_template'] ?? files.processorTemplate;
  if (typeof declared === 'string') return new ChatTemplate(declared, null, names);
  const named = new Map(namedTemplates(declared));
  const source = named.get('default');
  const toolSource = named.get('tool_use');
  if (typeof source !== 'string') return null;
  return new ChatTemplate(source, typeof toolSource === 'string' ? toolSource : null, names);
}

function namedTemplates(declared: unknown): [name: unknown, template: unknown][] {
  if (Array.isArray(declared)) return declared.filter(isJsonRecord).map((entry) => [entry['name'], entry['template']]);
  return isJsonRecord(declared) ? Object.entries(declared) : [];
}

function nameOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
