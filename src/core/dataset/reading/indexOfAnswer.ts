/** The number in the name of an answer, such as 2 in "answers[2]"; undefined where there is none. */
export function indexOfAnswer(name: string): number | undefined {
  const digits = /\[(\d+)\]$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
