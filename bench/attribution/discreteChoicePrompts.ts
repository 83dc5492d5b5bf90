/** One prompt of the study: two options whose attributes vary, and the attribute that stands first is balanced. */
export interface StudyPrompt {
  readonly template: string;
  readonly prompt: string;
}

interface Template {
  readonly name: string;
  /** Both options, described. */
  fill(first: string, second: string): string;
  readonly subject: string;
  /** Attributes and their levels; options differ in all of them. */
  readonly attributes: readonly (readonly [readonly string[], (level: string) => string])[];
}

const listed = (question: string) => (first: string, second: string) => `${question}\nA) ${first}\nB) ${second}\nAnswer:`;
const prose = (question: string) => (first: string, second: string) => `${question} You can have (A) ${first} or (B) ${second}. The better option is`;

const templates: readonly Template[] = [
  { name: 'car, listed', subject: 'a car', fill: listed('You want to buy a car. Which one do you choose?'), attributes: [[['red', 'blue', 'black', 'white'], (level) => `in ${level}`], [['9,000', '12,000', '15,000', '21,000'], (level) => `for ${level} dollars`]] },
  { name: 'car, prose', subject: 'a car', fill: prose('You want to buy a car.'), attributes: [[['red', 'blue', 'black', 'white'], (level) => `in ${level}`], [['9,000', '12,000', '15,000', '21,000'], (level) => `for ${level} dollars`]] },
  { name: 'job, listed', subject: 'a job', fill: listed('You have two job offers. Which one do you take?'), attributes: [[['20', '35', '50', '70'], (level) => `with ${level} minutes on the way`], [['40,000', '48,000', '55,000', '63,000'], (level) => `that pays ${level} a year`]] },
  { name: 'flight, listed', subject: 'a flight', fill: listed('You book a flight. Which one do you choose?'), attributes: [[['no', 'one', 'two', 'three'], (level) => `with ${level} stops`], [['120', '180', '260', '390'], (level) => `for ${level} dollars`]] },
  { name: 'flat, prose', subject: 'a flat', fill: prose('You look for a place to live.'), attributes: [[['small', 'large', 'bright', 'quiet'], (level) => `that is ${level}`], [['600', '750', '900', '1,200'], (level) => `for ${level} a month`]] },
];

/** How many choices each template gives; each is asked in both orders. */
const choicesPerTemplate = 12;

/** 120 prompts: five templates, twelve pairs of options each, and every pair in both orders. The same each time. */
export function studyPrompts(planted = ''): readonly StudyPrompt[] {
  return templates.flatMap((template) => choicesOf(template).flatMap(([first, second]) => [[first, second], [second, first]].map(([one, two]) => ({ template: template.name, prompt: withPlanted(template.fill(one ?? '', two ?? ''), planted) }))));
}

/** The options differ in both attributes, so that neither is better in everything by construction of the list. */
function choicesOf({ subject, attributes }: Template): readonly (readonly [string, string])[] {
  const [first, second] = attributes;
  if (!first || !second) return [];
  const option = (one: number, two: number) => `${subject} ${first[1](first[0][one % first[0].length] ?? '')} ${second[1](second[0][two % second[0].length] ?? '')}`;
  return Array.from({ length: choicesPerTemplate }, (_, index) => {
    const [step, turn] = [1 + (index % 3), Math.floor(index / 3)];
    return [option(turn, turn + index), option(turn + step, turn + index + step)] as const;
  });
}

/** In front of the last line or sentence, where it says nothing. */
function withPlanted(prompt: string, planted: string): string {
  if (planted === '') return prompt;
  const at = prompt.lastIndexOf('\nAnswer:') >= 0 ? prompt.lastIndexOf('\nAnswer:') : prompt.lastIndexOf(' The better option is');
  return `${prompt.slice(0, at)} ${planted}${prompt.slice(at)}`;
}
