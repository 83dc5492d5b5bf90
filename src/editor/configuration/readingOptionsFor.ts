import * as vscode from 'vscode';

import type { ReadingOptions } from '../../core/dataset/readingOptions';
import { readConfiguration } from './configuration';

/** How a file is to be read: the last rule of the settings whose pattern fits it says so. */
export function readingOptionsFor(uri: vscode.Uri): ReadingOptions {
  const rule = readConfiguration(uri).datasets.findLast(({ pattern }) => fits(pattern, uri));
  if (rule === undefined) return {};
  const { schema, mapping, choices } = rule;
  const { prompt, chosen, rejected } = mapping ?? {};
  return {
    ...(schema ? { schema } : {}),
    ...(chosen && rejected ? { mapping: { ...(prompt ? { prompt } : {}), chosen, rejected } } : {}),
    ...(choices ? { choices } : {}),
  };
}

/** By VS Code's own rules for patterns, which it applies to documents; a pattern without a slash is for the file's name. */
function fits(pattern: string, uri: vscode.Uri): boolean {
  const whole = pattern.includes('/') ? pattern : `**/${pattern}`;
  return vscode.languages.match({ pattern: whole }, { uri, languageId: '' } as vscode.TextDocument) > 0;
}
