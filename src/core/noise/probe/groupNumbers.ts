import { responseText, type PairTexts } from '../../dataset/preferencePair';

/**
 * Numbers pairs by their prompt, so that all pairs of one prompt share a fold. Prompts that differ only in case, white space or the form of
 * their characters count as one: a probe that saw the one has seen the other.
 */
export class GroupNumbers {
  private readonly numbers = new Map<string, number>();
  private readonly groups: number[] = [];

  /** `hash` shortens a prompt; prompts with equal hashes count as one. */
  constructor(private readonly hash: (text: string) => string) {}

  add(texts: PairTexts): void {
    const prompt = normalized(promptText(texts));
    const key = this.hash(prompt === '' ? responsesKey(texts) : prompt);
    const known = this.numbers.get(key);
    const number = known ?? this.numbers.size;
    if (known === undefined) this.numbers.set(key, number);
    this.groups.push(number);
  }

  /** One number a pair, in the order in which they were added. */
  all(): Uint32Array {
    return Uint32Array.from(this.groups);
  }
}

function promptText({ prompt }: PairTexts): string {
  return typeof prompt === 'string' ? prompt : prompt.map(({ role, content }) => `${role}: ${content}`).join('\n');
}

/** Pairs without a prompt belong together where their responses are the same, whichever is preferred. */
function responsesKey(texts: PairTexts): string {
  return JSON.stringify([normalized(responseText(texts.chosen)), normalized(responseText(texts.rejected))].sort());
}

function normalized(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
