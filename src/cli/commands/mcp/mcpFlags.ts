import type { ScoringSettings } from '../../../core/scoring/settings';
import { defaultScoringSettings } from '../../../core/scoring/settings';
import { numberFlag } from '../scoreOptions';

/** `preflens mcp`, as commander hands it over. */
export interface McpFlags {
  readonly policy?: string;
  readonly reference?: string;
  readonly convention: string;
  readonly beta: string;
  readonly maxLength: string;
  readonly maxUnpacked: string;
  readonly threads: string;
  readonly memory: string;
  readonly maxCharacters: string;
  /** False with --no-store. */
  readonly store: boolean;
}

export function mcpScoringSettings({ beta }: McpFlags): ScoringSettings {
  return { ...defaultScoringSettings, beta: numberFlag('beta', beta, (value) => value > 0, 'a number above 0') };
}
