/** Where in a document somebody is writing, also while the document cannot be read as a whole. */
export interface Place {
  /** The keys around, from the outside in: `['earning', 'purchases']`. */
  path: string[];
  /** The key whose value is being written; nothing where a key itself is. */
  key: string | undefined;
  /** Where the word that is being written begins. */
  from: number;
}

const KEY = /^(\s*(?:- +)*)("[^"]*"|'[^']*'|[\w./-]+)\s*:(?=\s|$)/;

export function placeAt(text: string, position: number): Place | undefined {
  const lineStart = text.lastIndexOf('\n', position - 1) + 1;
  const line = text.slice(lineStart, position);
  if (/(^|\s)#/.test(line)) return undefined;
  const found = KEY.exec(line);
  const indent = found ? (found[1] ?? '').length : line.length - line.trimStart().length;
  const outside = pathAbove(text.slice(0, lineStart), indent);
  const rest = found ? line.slice(found[0].length) : line.trimStart();
  const path = found ? [...outside, unquoted(found[2] ?? '')] : outside;
  return inLine(rest, path, found !== null, position);
}

/** The keys of the lines above that are further to the left, each nearer to the margin than the last. */
function pathAbove(above: string, indent: number): string[] {
  const path: string[] = [];
  let left = indent;
  for (const line of above.split('\n').reverse()) {
    if (left === 0) break;
    if (!line.trim() || line.trimStart().startsWith('#')) continue;
    const found = KEY.exec(line);
    const column = (found?.[1] ?? '').length;
    if (found && column < left) {
      path.unshift(unquoted(found[2] ?? ''));
      left = column;
    }
  }
  return path;
}

const unquoted = (key: string) => key.replace(/^["']|["']$/g, '');

/** What stands behind the key in its own line: brackets open places inside. */
function inLine(rest: string, path: string[], hasKey: boolean, position: number): Place {
  const keys: (string | undefined)[] = hasKey ? [path.at(-1)] : [undefined];
  const around = hasKey ? path.slice(0, -1) : path;
  let word = '';
  let quote = '';
  for (const char of rest) {
    if (quote) {
      if (char === quote) quote = '';
      word += char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word += char;
    } else if (char === '{') {
      keys.push(undefined);
      word = '';
    } else if (char === '}') {
      keys.pop();
      word = '';
    } else if (char === ':') {
      keys[keys.length - 1] = unquoted(word.trim());
      word = '';
    } else if (char === ',') {
      keys[keys.length - 1] = undefined;
      word = '';
    } else if (char === '[' || char === ']') word = '';
    else word += char;
  }
  const inner = keys.slice(0, -1).filter((key) => key !== undefined);
  const written = word.trimStart();
  return { path: [...around, ...inner], key: keys.at(-1), from: position - written.length };
}
