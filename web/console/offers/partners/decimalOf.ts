/** An amount as people type it, as the API wants it: a comma for a point, spaces between thousands, a real minus. */
export function decimalOf(typed: string): string | undefined {
  const plain = typed
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace('−', '-')
    .replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain : undefined;
}
