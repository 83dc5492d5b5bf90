import type { Command } from 'commander';

import type { AttributeFlags } from './attributeOptions';

/** `preflens attribute` with its flags; `withReading` adds those of every command that reads a dataset. */
export function declareAttribute(command: Command, run: (file: string | undefined, flags: AttributeFlags) => Promise<void>): void {
  command
    .description('what each part of a prompt does to a response, a reward margin or a choice: Shapley values with error bars')
    .argument('[file]', 'a dataset, with --row N; or leave it out and give --prompt')
    .option('--row <number>', '0-based row of the file')
    .option('--pair <number>', '0-based pair of the row, where it has several', '0')
    .option('--prompt <text>', 'a prompt, or @FILE')
    .option('--response <text>', 'the response to it, or @FILE')
    .option('--options <list>', 'the options of a choice, as A,B or @FILE with one on each line')
    .option('--chat', 'the prompt is a message of a user, rendered with the chat template')
    .option('--csv <file>', 'a set of prompts: columns prompt, options (with | between them) and template')
    .option('--target <name>', 'chosen, rejected, margin or likelihood-margin of a pair; response; log-odds of options; probability of the next token; token')
    .option('--option <text>', 'the option that the target is about (default: the first)')
    .option('--token <number>', '0-based token of the response, for --target token')
    .option('--unit <name>', 'token, word, sentence, line or turn', 'word')
    .option('--pattern <regexp>', 'each match is a unit; the rest of the prompt stays')
    .option('--removal <name>', 'what becomes of absent units: delete, delete-text, mask or baseline', 'delete')
    .option('--mask <token>', 'the token for --removal mask (default: what the tokenizer has for it)')
    .option('--baseline <text>', 'the text for --removal baseline, or @FILE with one for all units or a line for each')
    .option('--method <name>', 'auto, exact, leverage, permutation, owen or process', 'auto')
    .option('--budget <number>', 'evaluations at most', '1024')
    .option('--precision <share>', 'end when the largest standard error is below this share of the spread of the values; 0: use up the budget', '0.05')
    .option('--seed <number>', 'the same seed gives the same figures, bit for bit', '1')
    .option('--interactions', 'with what two units do together')
    .option('--tokens', 'with the values of every response token')
    .option('--sensitivity', 'with other ways to ask: order of options, white space, case, punctuation, politeness')
    .option('--variants <file>', 'other ways to ask of your own: one a line, or between lines of ---')
    .option('--swaps <file>', 'a CSV of terms that stand for each other, such as he,she')
    .option('--format <format>', 'json or text (default: text on a terminal)')
    .option('--top <number>', 'units shown by the text format', '40')
    .option('--policy <folder>', 'model folder or .onnx file (default: the embedded policy)')
    .option('--reference <folder>', 'model folder, .onnx file, or "none" (default: the embedded reference, with the embedded policy only)')
    .option('--convention <name>', 'trainer whose tokens are followed', 'trl')
    .option('--beta <number>', 'KL strength of DPO', '0.1')
    .option('--max-length <tokens>', 'tokens of prompt and response together', '1024')
    .option('--threads <number>', 'threads of the matrix products; 0: one a core', '0')
    .option('--memory <megabytes>', 'memory that the models may use; 0: 70 % of what is free', '0')
    .action((file: string | undefined, flags: AttributeFlags) => run(file, flags));
}
