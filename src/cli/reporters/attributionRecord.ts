import type { AttributionSession } from '../../app/attribution/attributionSession';
import type { AttributedPlayer } from '../../app/attribution/attributionSnapshot';
import type { AttributionRecord } from '../../core/attribution/attributionRecord';

type Given = Pick<AttributionRecord, 'file' | 'row' | 'pair' | 'target' | 'unit' | 'removal' | 'seed' | 'beta' | 'convention' | 'precision' | 'policyHash' | 'referenceHash' | 'sensitivity'>;

export interface RecordRequest extends Given {
  readonly interactions: boolean;
  readonly tokens: boolean;
}

/** What a session knows, as the public contract has it. */
export function attributionRecord(session: AttributionSession, { interactions, tokens, sensitivity, ...given }: RecordRequest): AttributionRecord {
  const { method, exact, done, units, evaluations, empty, full, residual, players, tokenNoise } = session.snapshot();
  return {
    ...given,
    response: responseOf(session),
    method,
    exact,
    done,
    players: units,
    evaluations,
    empty,
    full,
    residual,
    values: (players ?? []).map(valueOf),
    interactions: interactions ? session.interactions() : null,
    tokenNoise,
    tokens: tokens ? tokensOf(session) : null,
    sensitivity,
  };
}

function valueOf({ text, message, start, end, tokens, value, standardError, low, high, lowInformation }: AttributedPlayer): AttributionRecord['values'][number] {
  return { text, message, start, end, tokens, value, standardError, low, high, lowInformation };
}

function responseOf({ target }: AttributionSession): number | null {
  if (target.kind === 'logOdds') return target.option;
  return 'response' in target ? target.response : null;
}

/** Of the response that the target is about; of a margin, the first. */
function tokensOf(session: AttributionSession): AttributionRecord['tokens'] {
  const response = responseOf(session) ?? 0;
  return (session.opening.responses[response] ?? []).map(({ text, special }, token) => {
    const { empty, full, players } = session.snapshot({ kind: 'token', response, token });
    return { text, special, empty, full, values: (players ?? []).map(({ value }) => value), standardErrors: (players ?? []).map(({ standardError }) => standardError) };
  });
}
