import type { StripToken, TokenStrip, TokenStrips } from '../../ports';
import { defaultFindingSettings, type FindingSettings } from '../config/findingSettings';
import type { Finding } from '../finding';
import { FindingCollector, type PairPlace } from './findingCollector';
import { quoted } from './quoted';

/**
 * Start and end tokens that a trainer writes twice, by the token ids that it feeds to the model: the text or the template has one, and the
 * tokenizer or the convention adds another.
 */
export function stripFindings(place: PairPlace, strips: TokenStrips, settings: FindingSettings = defaultFindingSettings): readonly Finding[] {
  const collector = new FindingCollector(settings);
  const { convention } = strips;
  const start = doubledStart(strips.chosen);
  if (start !== undefined) {
    collector.report(place, 'doubled-start-token', `Under ${convention} the sequence begins with ${quoted(start.text)} twice.`, { side: 'prompt', token: start.text, id: start.id, convention });
  }
  for (const side of ['chosen', 'rejected'] as const) {
    const end = doubledEnd(strips[side]);
    if (end !== undefined) collector.report(place, 'doubled-end-token', `Under ${convention} the ${side} response ends with ${quoted(end.text)} twice.`, { side, token: end.text, id: end.id, convention });
  }
  return collector.findings;
}

function doubledStart({ promptStart }: TokenStrip): StripToken | undefined {
  const [first, second] = promptStart;
  return first?.special === true && first.id === second?.id ? first : undefined;
}

/** Of a response that was cut, or whose end is left out of the strip, nobody knows the end. */
function doubledEnd({ completion, completionHidden, truncated }: TokenStrip): StripToken | undefined {
  if (truncated || completionHidden > 0) return undefined;
  // ChatML templates print a line end after their end token.
  const tokens = completion.filter(({ text }, index) => index < completion.length - 1 || text.trim() !== '');
  const [last, before] = [tokens.at(-1), tokens.at(-2)];
  return last?.special === true && last.id === before?.id ? last : undefined;
}
