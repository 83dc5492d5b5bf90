import path from 'node:path';
import * as vscode from 'vscode';

import { conventionNames, type ConventionName } from '../../core/ports';
import { embeddedModels, resolveModels, type ModelPair } from '../../engine/embeddedModels';
import { ModelRegistry } from '../../io/modelRegistry';
import { readConfiguration } from '../configuration/configuration';
import type { EditorServices } from '../services';
import type { CompareSide, ModelSide } from './compareSide';

interface Choice<Value> extends vscode.QuickPickItem {
  readonly value: Value;
}

type Kind = 'current' | 'policy' | 'reference' | 'convention' | 'beta' | 'written' | 'dataset';

/** Asks for one side; undefined where nobody chose. `title` says which of the two. */
export async function chooseSide(services: EditorServices, uri: vscode.Uri, title: string, isFirst: boolean): Promise<CompareSide | undefined> {
  const current = currentSide(uri);
  const kind = await pick(title, kinds(services, uri, current, isFirst));
  if (kind === undefined) return undefined;
  return sideMakers[kind](services, current, title);
}

/** The file with the models and settings of the window. */
export function currentSide(uri: vscode.Uri): ModelSide {
  const { convention, scoring } = readConfiguration(uri);
  return { kind: 'models', uri, models: null, convention, beta: scoring.beta };
}

/** What is likeliest comes first: the scores that are there, then what to hold them against. */
function kinds({ models }: EditorServices, uri: vscode.Uri, { convention, beta }: ModelSide, isFirst: boolean): Choice<Kind>[] {
  const { policy } = models.choice;
  const file = path.basename(uri.fsPath);
  const current: Choice<Kind> = { label: vscode.l10n.t('This file with the current models'), description: `${path.basename(policy)}, ${convention}, β ${String(beta)}`, value: 'current' };
  const others: Choice<Kind>[] = [
    { label: vscode.l10n.t('Another policy…'), description: vscode.l10n.t('the same file scored by another model'), value: 'policy' },
    { label: vscode.l10n.t('Another reference…'), description: vscode.l10n.t('the same policy against another reference model'), value: 'reference' },
    { label: vscode.l10n.t('Another convention…'), description: vscode.l10n.t('the same models as another trainer would sum them'), value: 'convention' },
    { label: vscode.l10n.t('Another beta…'), description: vscode.l10n.t('computed from what is known'), value: 'beta' },
    { label: vscode.l10n.t('A file of scores…'), description: vscode.l10n.t('that “preflens score --out” wrote about {0}', file), value: 'written' },
    { label: vscode.l10n.t('Another version of the file…'), description: vscode.l10n.t('before or after cleaning, matched by content'), value: 'dataset' },
  ];
  return isFirst ? [current, ...others] : [...others, current];
}

type SideMaker = (services: EditorServices, current: ModelSide, title: string) => Promise<CompareSide | undefined>;

const sideMakers: Readonly<Record<Kind, SideMaker>> = {
  current: (_services, current) => Promise.resolve(current),
  policy: async (services, current, title) => {
    const policy = await chooseModel(services, title);
    if (policy === undefined) return undefined;
    return { ...current, models: withReference(services, policy) };
  },
  reference: async (services, current, title) => {
    const reference = await chooseModel(services, title);
    return reference === undefined ? undefined : { ...current, models: { policy: services.models.choice.policy, reference } };
  },
  convention: async (services, current, title) => {
    const convention = await pick(title, conventionNames.map((name): Choice<ConventionName> => ({ label: name, value: name })));
    return convention && { ...current, models: services.models.choice, convention };
  },
  beta: async (_services, current, title) => {
    const text = await vscode.window.showInputBox({ title, prompt: vscode.l10n.t('KL strength of DPO (beta)'), value: String(current.beta), validateInput: betaProblem });
    return text === undefined ? undefined : { ...current, beta: Number(text) };
  },
  written: async (_services, { uri }, title) => {
    const scores = await chooseFile(title, vscode.l10n.t('Use These Scores'), uri);
    return scores && { kind: 'written', uri, scores };
  },
  dataset: async (_services, current, title) => {
    const uri = await chooseFile(title, vscode.l10n.t('Compare With This File'), current.uri);
    return uri && { ...current, uri };
  },
};

/** The embedded policy has its own reference; any other is held against the reference of the window. */
function withReference({ context, models }: EditorServices, policy: string): ModelPair {
  const embedded = embeddedModels(context.extensionPath);
  return policy === embedded.policy ? embedded : resolveModels(context.extensionPath, { policy, reference: models.choice.reference ?? 'none' });
}

/** A model that is known, or a folder. A model file is input to a native library, so a workspace that is not trusted has the embedded ones alone. */
async function chooseModel({ context }: EditorServices, title: string): Promise<string | undefined> {
  const { policy, reference } = embeddedModels(context.extensionPath);
  const embedded: Choice<string | null>[] = [
    { label: vscode.l10n.t('Embedded policy'), value: policy },
    { label: vscode.l10n.t('Embedded reference'), value: reference },
  ];
  const known = vscode.workspace.isTrusted ? (await new ModelRegistry().folders()).map((folder): Choice<string | null> => ({ label: path.basename(folder), description: folder, value: folder })) : [];
  const folder: Choice<string | null>[] = vscode.workspace.isTrusted ? [{ label: vscode.l10n.t('Model folder…'), description: vscode.l10n.t('with tokenizer.json and model.onnx'), value: null }] : [];
  const chosen = await pick(title, [...known, ...folder, ...embedded]);
  if (chosen !== null) return chosen;
  const [found] = (await vscode.window.showOpenDialog({ title, canSelectFolders: true, canSelectFiles: false, openLabel: vscode.l10n.t('Use This Model') })) ?? [];
  return found?.fsPath;
}

async function pick<Value>(title: string, choices: readonly Choice<Value>[]): Promise<Value | undefined> {
  return (await vscode.window.showQuickPick(choices, { title }))?.value;
}

async function chooseFile(title: string, openLabel: string, near: vscode.Uri): Promise<vscode.Uri | undefined> {
  const [file] = (await vscode.window.showOpenDialog({ title, openLabel, canSelectMany: false, defaultUri: vscode.Uri.joinPath(near, '..') })) ?? [];
  return file;
}

function betaProblem(text: string): string | null {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) && value > 0 ? null : vscode.l10n.t('Beta is a number above 0, such as 0.1.');
}
