import { characterKinds } from '../characterScan';
import { quoted } from '../quoted';
import { sideName } from '../sideName';
import type { StructuralCheck } from '../structuralCheck';

/** Cyrillic and Greek letters that look like Latin ones (Unicode confusables.txt, whole-script forms); Greek signs of formulas are left out. */
const lookalike = 'АВЕЅІЈКМНОРСТУХаеіјорсухѕԁһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧογν';
/** Words of four letters and more: formulas have shorter ones. */
const mixedWord = new RegExp(`(?<![\\p{L}\\p{N}])(?=[A-Za-z]+[${lookalike}]|[${lookalike}]+[A-Za-z])[A-Za-z${lookalike}]{4,}(?!\\p{L})`, 'u');

/** Words whose letters come from scripts that look alike. */
export const mixedScripts: StructuralCheck = {
  codes: ['mixed-scripts'],
  run: ({ sides }, report) => {
    for (const { side, text, kinds } of sides) {
      if ((kinds & characterKinds.greekOrCyrillic) === 0) continue;
      const found = mixedWord.exec(text);
      if (found === null) continue;
      const [start, end] = [found.index, found.index + found[0].length];
      report('mixed-scripts', `${sideName(side)} has a word with letters of several scripts that look alike: ${quoted(text, start, end)}.`, { side, start, end });
    }
  },
};
