/** A signed figure with fixed decimals and a real minus sign; a dash where it is unknown. */
export function signed(value: number | null, decimals = 2): string {
  if (value === null) return '–';
  const text = Math.abs(value).toFixed(decimals);
  return Number(text) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`;
}

export function percent(value: number | null): string {
  return value === null ? '–' : `${(value * 100).toFixed(0)} %`;
}
