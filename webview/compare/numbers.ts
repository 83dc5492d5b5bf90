/** A margin with its sign. */
export function margin(value: number): string {
  const text = Math.abs(value).toFixed(4);
  if (Number(text) === 0) return text;
  return `${value < 0 ? '\u2212' : '+'}${text}`;
}

export function whole(value: number): string {
  return value.toLocaleString('en-US');
}

/** A change of rank with its sign; ranks of equal margins may be halves. */
export function moved(value: number): string {
  if (value === 0) return '0';
  return `${value < 0 ? '\u2212' : '+'}${Math.abs(value).toLocaleString('en-US')}`;
}
