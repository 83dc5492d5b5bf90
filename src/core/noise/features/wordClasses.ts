/** Words that are counted together as one feature. Closed and short on purpose: a reader can check every one. */
const wordLists = {
  apology: 'sorry apologize apologise apologizes apologies apology apologizing unfortunately regret regrettably pardon forgive',
  hedging:
    'may might could perhaps possibly probably likely maybe seem seems seemed appear appears suggest suggests somewhat sometimes often usually generally typically arguably presumably potentially roughly approximately around mostly largely relatively fairly rather likelihood tend tends uncertain unclear depends depending',
  certainty:
    'always never definitely certainly clearly obviously undoubtedly absolutely surely completely totally entirely exactly must every everyone everything guaranteed guarantee unquestionably indisputable proven fact facts truly',
  caution:
    'important importantly note careful carefully caution cautious warning warn warns beware risk risks risky danger dangerous dangers harm harmful unsafe safe safety illegal unlawful unethical inappropriate consult professional doctor lawyer ensure avoid legal',
  politeness: 'please thank thanks thankyou welcome glad happy appreciate appreciated kindly pleasure delighted grateful pardon cheers gladly',
  informality:
    'yeah yep nope gonna wanna gotta kinda sorta dunno hey hi hiya guys guy lol lmao omg btw stuff cool awesome wow okay ok oh ugh hmm haha crap damn dude buddy super totally',
  firstPerson: "i me my mine myself we us our ours ourselves i'm i've i'll i'd we're we've we'll we'd let's",
  secondPerson: "you your yours yourself yourselves you're you've you'll you'd u ur",
  negation: 'not no never nothing none nor neither nobody nowhere without cannot',
  connectives:
    'because therefore thus hence consequently however although though whereas while moreover furthermore additionally nevertheless nonetheless first firstly second secondly third thirdly then next finally lastly also instead otherwise since so',
} as const;

export type WordClass = keyof typeof wordLists;

/** In the order of their counts. */
export const wordClassNames = Object.keys(wordLists) as readonly WordClass[];

/** FNV-1a over lower-case UTF-16 units, as the scan computes it letter by letter. */
export function hashOfWord(word: string): number {
  let hash = hashStart;
  for (let index = 0; index < word.length; index++) hash = hashStep(hash, word.charCodeAt(index));
  return hash >>> 0;
}

export const hashStart = 0x811c9dc5;

export function hashStep(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** Bit k is set where the word is in list k. */
export const classesByHash: ReadonlyMap<number, number> = classes();

function classes(): Map<number, number> {
  const found = new Map<number, number>();
  wordClassNames.forEach((name, index) => {
    for (const word of wordLists[name].split(' ')) found.set(hashOfWord(word), (found.get(hashOfWord(word)) ?? 0) | (1 << index));
  });
  return found;
}
