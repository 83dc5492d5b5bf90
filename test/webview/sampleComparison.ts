import type { ToPairPanel, TokenStripView } from '../../src/shared/pairPanelProtocol';
import { pairPanelProtocolVersion as version } from '../../src/shared/pairPanelProtocol';

type Comparison = Extract<ToPairPanel, { type: 'comparison' }>;

const token = (id: number, text: string, special = false) => ({ id, text, special });
const words = (text: string, from: number) => (text.match(/ ?\S+/gu) ?? []).map((word, index) => token(from + index, word));

function strip(prompt: TokenStripView['promptEnd'], completion: TokenStripView['completion'], more: Partial<TokenStripView> = {}): TokenStripView {
  return { promptStart: [], promptHidden: 0, promptEnd: prompt, completion, completionHidden: 0, truncated: false, ...more };
}

const [begin, end] = [token(1, '<s>', true), token(2, '</s>', true)];
const asked = words('How do I install the package on a system whose Python is managed?', 100);
const chosen = words('You cannot do it in one step. First find out which interpreter runs your script.', 200);
const rejected = words('Run the installer as root and it will overwrite the old version.', 300);

/** trl against trl-0.20: a beginning token and a merged boundary on one side, a second end token on the other. */
export function sampleComparison(row = 12): Comparison {
  const merged = token(999, ' managed?You');
  return {
    version,
    type: 'comparison',
    row,
    current: {
      convention: 'trl',
      maxLength: 1024,
      chosen: strip([begin, ...asked.slice(0, -1)], [merged, ...chosen.slice(1), end]),
      rejected: strip([begin, ...asked], [...rejected, end], { promptStart: asked.slice(0, 8), promptHidden: 1310 }),
    },
    other: {
      convention: 'trl-0.20',
      maxLength: 1024,
      chosen: strip(asked, [...chosen, end, end]),
      rejected: strip(asked, rejected, { truncated: true }),
    },
  };
}

export function refusedComparison(row = 12): Comparison {
  const { current } = sampleComparison(row);
  return {
    version,
    type: 'comparison',
    row,
    current,
    other: { convention: 'trl-0.20', failure: 'The convention mitchell reads plain text only, and this row is a conversation; choose trl for it.' },
  };
}
