/** The server's sentence, begun with a capital letter as lines of a list are. */
export function sentenceOf(
  effect: { message?: string | null },
  locale: string,
): string | undefined {
  const text = effect.message?.trim();
  if (!text) return undefined;
  const [first = ''] = text;
  return first.toLocaleUpperCase(locale) + text.slice(first.length);
}
