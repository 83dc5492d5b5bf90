/**
 * English words of the closed classes: articles, pronouns, prepositions, conjunctions, auxiliaries, particles. What they say
 * is grammar; a choice that leans on them leans on almost nothing.
 */
const functionWords = new Set(
  [
    'a an the this that these those such both either neither each every',
    'i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself they them their theirs themselves',
    'who whom whose which what there here one ones',
    'of to in on at by for from with without within into onto upon about above below over under between among through during before after since until against toward towards across along around behind beside besides beyond near off out up down per via',
    'and or but nor so yet if then else than because although though while whereas unless whether as',
    'am is are was were be been being do does did done doing have has had having will would shall should can could may might must ought',
    's t re ve ll d m don doesn didn isn aren wasn weren won wouldn shouldn couldn hasn haven hadn ain',
    'also just too very quite rather',
  ].flatMap((line) => line.split(' ')),
);

/** A mark of a list or of an option, such as "A)", "(2)" or "B:": layout, whatever its letter. */
const listMark = /^(?:\(?(?:[A-Z]|\d{1,2})\)|[A-Z][.:])$/u;

/** Whether a unit of text carries little information: only function words, punctuation or layout. Never true for other digits or other scripts. */
export function isLowInformation(text: string): boolean {
  if (listMark.test(text.trim())) return true;
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.every((word) => functionWords.has(word));
}
