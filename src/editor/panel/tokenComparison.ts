import type { PairTexts } from '../../core/dataset/preferencePair';
import type { ConventionName, TokenViewer } from '../../core/ports';
import { pairPanelProtocolVersion, type ToPairPanel, type TokenStripsView } from '../../shared/pairPanelProtocol';

type Comparison = Extract<ToPairPanel, { type: 'comparison' }>;

/** The tokens of a row under the convention in use and under another one. */
export async function tokenComparison(
  viewer: TokenViewer,
  row: { readonly number: number; readonly texts: PairTexts },
  conventions: { readonly current: ConventionName; readonly other: ConventionName },
): Promise<Comparison> {
  const [current, other] = await Promise.all([strips(viewer, row.texts, conventions.current), strips(viewer, row.texts, conventions.other)]);
  return { version: pairPanelProtocolVersion, type: 'comparison', row: row.number, current, other };
}

async function strips(viewer: TokenViewer, texts: PairTexts, convention: ConventionName): Promise<TokenStripsView> {
  try {
    const result = await viewer.viewTokens(texts, convention);
    if ('code' in result) return { convention, failure: result.message };
    // Copied, as the protocol's lists are its own.
    return structuredClone(result) as TokenStripsView;
  } catch (error) {
    return { convention, failure: error instanceof Error ? error.message : String(error) };
  }
}
