import { conversationReading } from '../conversationReading';
import type { RowFields } from '../parseRow';
import type { LooseAnswer, ReadingNote, RowLabels } from '../preferencePair';
import type { PairReading } from '../schemas/schemaAdapter';
import { isTurns, type Answer, type LocatedText, type Part } from './part';
import { turnOf } from './turnOf';

type Loose = Omit<LooseAnswer, 'schema'>;

/** Puts answers to one prompt against one another: as pairs, as ties, or as answers that nobody compared. */
export class Comparison {
  constructor(
    private readonly fields: RowFields,
    private readonly prompt: Part,
    private readonly labels: RowLabels = {},
    private readonly notes: readonly ReadingNote[] = [],
  ) {}

  /** A pair; plain where prompt and answers are plain texts, else a conversation. */
  pair(chosen: Answer, rejected: Answer, labels?: RowLabels, notes?: readonly ReadingNote[]): PairReading {
    const { texts, sources } = this.content(chosen.part, rejected.part);
    return {
      texts,
      sources,
      // Shared where nothing is added: millions of rows pass here.
      notes: notes === undefined ? this.notes : [...this.notes, ...notes],
      provenance: { chosen: chosen.name, rejected: rejected.name },
      labels: labels === undefined ? this.labels : { ...this.labels, ...labels },
    };
  }

  tie(first: Answer, second: Answer, why: string, labels: RowLabels = {}): Loose {
    return this.loose('tie', [first, second], { label: null, score: null, why, labels });
  }

  unpaired(answer: Answer, about: Pick<Loose, 'label' | 'score' | 'why'> & { readonly labels?: RowLabels }): Loose {
    return this.loose('unpaired', [answer], { labels: {}, ...about });
  }

  private content(chosen: Part, rejected: Part): Pick<PairReading, 'texts' | 'sources'> {
    const { prompt } = this;
    if (!isTurns(prompt) && !isTurns(chosen) && !isTurns(rejected)) return plain(prompt, chosen, rejected);
    const turns = { prompt: isTurns(prompt) ? prompt : [turnOf('user', prompt)], chosen: answerTurns(chosen), rejected: answerTurns(rejected) };
    return conversationReading(this.fields, turns, []);
  }

  private loose(kind: Loose['kind'], answers: readonly Answer[], about: Pick<Loose, 'label' | 'score' | 'why' | 'labels'>): Loose {
    return {
      kind,
      prompt: shown(this.prompt),
      promptSources: sourcesOf(this.prompt),
      answers: answers.map(({ name, part }) => ({ name, text: shown(part), sources: sourcesOf(part) })),
      ...about,
      labels: { ...this.labels, ...about.labels },
    };
  }
}

function plain(prompt: LocatedText, chosen: LocatedText, rejected: LocatedText): Pick<PairReading, 'texts' | 'sources'> {
  return {
    texts: { format: 'standard', prompt: prompt.text, chosen: chosen.text, rejected: rejected.text },
    sources: { prompt: prompt.sources, chosen: chosen.sources, rejected: rejected.sources },
  };
}

function answerTurns(part: Part) {
  return isTurns(part) ? part : [turnOf('assistant', part)];
}

function shown(part: Part): Loose['prompt'] {
  return isTurns(part) ? part.map(({ message }) => message) : part.text;
}

function sourcesOf(part: Part): Loose['promptSources'] {
  return isTurns(part) ? part.flatMap(({ sources }) => sources) : part.sources;
}
