import * as vscode from 'vscode';
import { z } from 'zod';

/** Which pair a command is about, as links and lenses hand it over. */
export interface PairTarget {
  readonly uri: vscode.Uri;
  /** 0-based. */
  readonly row: number;
}

const argumentSchema = z.object({ uri: z.string(), row: z.int().nonnegative() });

export function pairArgument({ uri, row }: PairTarget): { readonly uri: string; readonly row: number } {
  return { uri: uri.toString(), row };
}

/** Undefined where a command was called without a pair, or with something else (menus hand over files). */
export function parsePairArgument(argument: unknown): PairTarget | undefined {
  const parsed = argumentSchema.safeParse(argument);
  return parsed.success ? { uri: vscode.Uri.parse(parsed.data.uri), row: parsed.data.row } : undefined;
}
