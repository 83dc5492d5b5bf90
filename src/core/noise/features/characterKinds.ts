/** What a UTF-16 unit is to the scan of a text. */
export const characterKind = { other: 0, letter: 1, digit: 2, ideograph: 3, apostrophe: 4, ender: 5, lineEnd: 6, space: 7, emoji: 8 } as const;

type Range = readonly [first: number, last: number];

const ideographs: readonly Range[] = [[0x3040, 0x30ff], [0x3400, 0x4dbf], [0x4e00, 0x9fff], [0xf900, 0xfaff]];
/** High surrogates of pictographs, and pictographs of one unit; low surrogates and joiners are passed over. */
const emoji: readonly Range[] = [[0xd83c, 0xd83e], [0x2600, 0x27bf], [0x2b50, 0x2b55]];
const passedOver: readonly Range[] = [[0x80, 0xbf], [0xd7, 0xd7], [0xf7, 0xf7], [0x2000, 0x206f], [0x2070, 0x2bff], [0x3000, 0x303f], [0xd800, 0xdfff], [0xe000, 0xf8ff], [0xfe00, 0xfe0f], [0xff00, 0xff0f], [0xff1a, 0xff20], [0xfff0, 0xffff]];

/** Kind of each UTF-16 unit. Beyond ASCII everything that is no known mark is a letter. */
export const kindOfUnit: Uint8Array = kinds();

/** Lower case of each UTF-16 unit, where it is one unit as well; a curly apostrophe becomes a straight one. */
export const lowerOfUnit: Uint16Array = lowerCases();

function kinds(): Uint8Array {
  const kind = new Uint8Array(0x10000);
  const set = (ranges: readonly Range[], value: number) => {
    for (const [first, last] of ranges) kind.fill(value, first, last + 1);
  };
  const setEach = (characters: string, value: number) => {
    for (const character of characters) kind[character.charCodeAt(0)] = value;
  };
  set([[0x41, 0x5a], [0x61, 0x7a], [0x80, 0xffff]], characterKind.letter);
  set(passedOver, characterKind.other);
  set(ideographs, characterKind.ideograph);
  set(emoji, characterKind.emoji);
  set([[0x30, 0x39], [0xff10, 0xff19]], characterKind.digit);
  setEach("'\u2019", characterKind.apostrophe);
  setEach('.!?\u2026\u3002\uff01\uff1f', characterKind.ender);
  setEach('\n\r\u2028\u2029', characterKind.lineEnd);
  setEach(' \t\u00a0\u3000\u200b', characterKind.space);
  return kind;
}

/** Surrogates and most scripts have no case: only the units up to 0x24ff are asked, as this is done when the program starts. */
function lowerCases(): Uint16Array {
  const lower = new Uint16Array(0x10000);
  for (let unit = 0; unit < lower.length; unit++) lower[unit] = unit;
  for (let unit = 0x41; unit <= 0x24ff; unit++) {
    const text = String.fromCharCode(unit).toLowerCase();
    if (text.length === 1) lower[unit] = text.charCodeAt(0);
  }
  lower[0x2019] = 0x27;
  return lower;
}
