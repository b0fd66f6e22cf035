import { isMap, isPair, parseDocument } from 'yaml';

/** The lines of the document that say something, without what stands before them; and their first line's number. */
export function sourceOf(
  text: string,
  path: readonly string[],
): { text: string; line: number } | undefined {
  let place: unknown = parseDocument(text).contents;
  let span: [number, number] | undefined;
  for (const key of path) {
    if (!isMap(place)) return undefined;
    const pair = place.items.find((one) => isPair(one) && String(one.key) === key);
    const range = pair && rangeOf(pair.key, pair.value);
    if (!pair || !range) return undefined;
    span = range;
    place = pair.value;
  }
  if (!span) return undefined;
  const begin = text.lastIndexOf('\n', span[0]) + 1;
  const lines = text.slice(begin, span[1]).trimEnd().split('\n');
  const indent = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0;
  return {
    text: lines
      .map((line) => (/^ *$/.test(line.slice(0, indent)) ? line.slice(indent) : line))
      .join('\n'),
    line: text.slice(0, begin).split('\n').length,
  };
}

function rangeOf(key: unknown, value: unknown): [number, number] | undefined {
  const begin = (key as { range?: [number, number, number] }).range?.[0];
  const end = (value as { range?: [number, number, number] } | null)?.range?.[1];
  return begin === undefined || end === undefined ? undefined : [begin, end];
}
