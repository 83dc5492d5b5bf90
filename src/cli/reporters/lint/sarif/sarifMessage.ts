import type { Message } from 'sarif';

import { excerpt } from '../../../printable';

const longest = 1000;

/**
 * A message of plain text. Dataset text may stand in it: what would read as a link becomes none, braces are doubled as the format asks
 * (SARIF 2.1.0, 3.11.5 and 3.11.6), and control characters become visible.
 */
export function sarifMessage(text: string): Message {
  return { text: excerpt(text, longest).replaceAll('](', '] (').replace(/[{}]/g, '$&$&') };
}
