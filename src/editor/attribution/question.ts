import * as vscode from 'vscode';
import { z } from 'zod';

const mostOptions = 26;
const kindSchema = z.enum(['next', 'response', 'options']);

/** What a free text is attributed for: a response, the next token, or a choice between options. */
export const questionSchema = z.object({ kind: kindSchema, responses: z.array(z.string().min(1)).min(1).max(mostOptions).readonly() });
export type Question = Readonly<z.infer<typeof questionSchema>>;

const rememberedSchema = z.object({ kind: kindSchema.catch('response'), typed: z.record(z.string(), z.string()).catch({}) });
const memoryKey = 'preflens.attribution.question';

/** Asks in two steps, each with the answer of last time. Undefined when it was left. */
export async function askQuestion(memory: vscode.Memento): Promise<Question | undefined> {
  const remembered = rememberedSchema.catch({ kind: 'response', typed: {} }).parse(memory.get(memoryKey));
  const kind = await askKind(remembered.kind);
  if (!kind) return undefined;
  const typed = await vscode.window.showInputBox({ ...boxes()[kind], value: remembered.typed[kind] ?? '', validateInput: (text) => problemOf(kind, text) });
  if (typed === undefined) return undefined;
  await memory.update(memoryKey, { kind, typed: { ...remembered.typed, [kind]: typed } });
  return { kind, responses: kind === 'options' ? optionsOf(typed) : [typed] };
}

async function askKind(last: Question['kind']): Promise<Question['kind'] | undefined> {
  const items: (vscode.QuickPickItem & { readonly kindOfQuestion: Question['kind'] })[] = [
    { kindOfQuestion: 'response', label: vscode.l10n.t('A response'), detail: vscode.l10n.t('How probable is the text that you type, as the continuation of the selection?') },
    { kindOfQuestion: 'options', label: vscode.l10n.t('A choice between options'), detail: vscode.l10n.t('Which of the options that you list, A or B say, follows the selection?') },
    { kindOfQuestion: 'next', label: vscode.l10n.t('The next token'), detail: vscode.l10n.t('How probable is it that the word that you type begins next?') },
  ];
  items.sort((left, right) => Number(right.kindOfQuestion === last) - Number(left.kindOfQuestion === last));
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Attribute the selected prompt for'), placeHolder: vscode.l10n.t('What shall the prompt be held responsible for?') });
  return chosen?.kindOfQuestion;
}

function boxes(): Readonly<Record<Question['kind'], vscode.InputBoxOptions>> {
  return {
    response: { title: vscode.l10n.t('Response'), prompt: vscode.l10n.t('The text that follows the prompt. A space is put in between where none is.') },
    options: { title: vscode.l10n.t('Options'), prompt: vscode.l10n.t('Options with commas between them, such as A, B'), placeHolder: 'A, B' },
    next: { title: vscode.l10n.t('Next word'), prompt: vscode.l10n.t('The word whose first token may come next.') },
  };
}

function problemOf(kind: Question['kind'], text: string): string | undefined {
  if (kind !== 'options') return text.trim() === '' ? vscode.l10n.t('Type at least one word.') : undefined;
  const options = optionsOf(text);
  if (options.length < 2) return vscode.l10n.t('Type at least two options, with commas between them.');
  if (options.length > mostOptions) return vscode.l10n.t('At most {0} options.', mostOptions);
  return new Set(options).size < options.length ? vscode.l10n.t('Two options are the same.') : undefined;
}

function optionsOf(text: string): readonly string[] {
  return text.split(',').map((option) => option.trim()).filter((option) => option !== '');
}
