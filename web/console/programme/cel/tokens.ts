/** Words of a condition, with where each stands in its text. */
export interface Token {
  kind: 'name' | 'number' | 'text' | 'mark' | 'end';
  /** What is written; of a text, what it means. */
  value: string;
  start: number;
  end: number;
}

const MARKS = ['&&', '||', '==', '!=', '<=', '>='];
const SINGLE = '<>!+-*/%?:.,()[]';
const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r' };

/** Nothing when there is something in it that no condition has. */
export function tokensOf(source: string): Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const char = source.charAt(at);
    if (/\s/.test(char)) {
      at += 1;
      continue;
    }
    const token = quoted(source, at) ?? plain(source, at);
    if (!token) return undefined;
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: 'end', value: '', start: at, end: at });
  return tokens;
}

function plain(source: string, start: number): Token | undefined {
  const rest = source.slice(start);
  const word = /^[A-Za-z_]\w*/.exec(rest)?.[0];
  if (word) return { kind: 'name', value: word, start, end: start + word.length };
  const number = /^\d+(\.\d+)?(?![\w.])/.exec(rest)?.[0];
  if (number) return { kind: 'number', value: number, start, end: start + number.length };
  const mark =
    MARKS.find((one) => rest.startsWith(one)) ??
    (SINGLE.includes(rest.charAt(0)) ? rest.charAt(0) : undefined);
  return mark ? { kind: 'mark', value: mark, start, end: start + mark.length } : undefined;
}

function quoted(source: string, start: number): Token | undefined {
  const quote = source.charAt(start);
  if (quote !== "'" && quote !== '"') return undefined;
  let value = '';
  for (let at = start + 1; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === quote) return { kind: 'text', value, start, end: at + 1 };
    if (char === '\\') {
      at += 1;
      const next = source.charAt(at);
      // Escapes by number are rare and stay text.
      if (/[xuU0-7]/.test(next)) return undefined;
      value += ESCAPES[next] ?? next;
    } else value += char;
  }
  return undefined;
}
