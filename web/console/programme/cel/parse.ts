import { type Token, tokensOf } from './tokens';

interface Place {
  start: number;
  end: number;
  /** The same without the brackets around it. */
  inside?: { start: number; end: number };
}

/** What a condition is made of. Arithmetic and the like is only known to be there: `other`. */
export type Node = Place &
  (
    | { is: 'and' | 'or'; left: Node; right: Node }
    | { is: 'not'; of: Node }
    | { is: 'compare'; op: string; left: Node; right: Node }
    | { is: 'in'; left: Node; right: Node }
    | { is: 'name'; path: string }
    | { is: 'text' | 'number'; value: string }
    | { is: 'truth'; value: boolean }
    | { is: 'list'; items: Node[] }
    | { is: 'call'; of?: Node; name: string; args: Node[] }
    | { is: 'other' }
  );

/** Deeper than this the server refuses it anyway. */
const MOST_DEPTH = 64;
const COMPARE = ['==', '!=', '<', '<=', '>', '>='];

class Unreadable extends Error {}

/** Nothing when it is not a whole expression. */
export function parse(source: string): Node | undefined {
  const tokens = tokensOf(source);
  if (!tokens) return undefined;
  const reader = new Reader(tokens);
  try {
    const node = reader.expression();
    return reader.isAtEnd ? node : undefined;
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** One method per level of binding, the weakest first. */
class Reader {
  private at = 0;
  private depth = 0;
  constructor(private readonly tokens: Token[]) {}

  get isAtEnd(): boolean {
    return this.token.kind === 'end';
  }

  private get token(): Token {
    return this.tokens[this.at] ?? fail();
  }

  private isNext(...marks: string[]): boolean {
    return this.token.kind === 'mark' && marks.includes(this.token.value);
  }

  private take(): Token {
    const { token } = this;
    this.at += 1;
    return token;
  }

  private expect(mark: string): Token {
    return this.isNext(mark) ? this.take() : fail();
  }

  expression(): Node {
    this.depth += 1;
    if (this.depth > MOST_DEPTH) fail();
    const condition = this.joined('or');
    this.depth -= 1;
    if (!this.isNext('?')) return condition;
    this.take();
    this.expression();
    this.expect(':');
    const end = this.expression().end;
    return { is: 'other', start: condition.start, end };
  }

  private joined(is: 'or' | 'and'): Node {
    const part = () => (is === 'or' ? this.joined('and') : this.relation());
    let left = part();
    while (this.isNext(is === 'or' ? '||' : '&&')) {
      this.take();
      const right = part();
      left = { is, left, right, start: left.start, end: right.end };
    }
    return left;
  }

  private relation(): Node {
    let left = this.arithmetic();
    for (;;) {
      const { token } = this;
      const isIn = token.kind === 'name' && token.value === 'in';
      if (!isIn && !this.isNext(...COMPARE)) return left;
      this.take();
      const right = this.arithmetic();
      const place = { left, right, start: left.start, end: right.end };
      left = isIn ? { is: 'in', ...place } : { is: 'compare', op: token.value, ...place };
    }
  }

  private arithmetic(): Node {
    let left = this.unary();
    while (this.isNext('+', '-', '*', '/', '%')) {
      this.take();
      left = { is: 'other', start: left.start, end: this.unary().end };
    }
    return left;
  }

  private unary(): Node {
    if (!this.isNext('!', '-')) return this.member();
    this.depth += 1;
    if (this.depth > MOST_DEPTH) fail();
    const mark = this.take();
    const of = this.unary();
    this.depth -= 1;
    const place = { start: mark.start, end: of.end };
    if (mark.value === '!') return { is: 'not', of, ...place };
    if (of.is === 'number') return { is: 'number', value: `-${of.value}`, ...place };
    return { is: 'other', ...place };
  }

  private member(): Node {
    let node = this.primary();
    while (this.isNext('.')) {
      this.take();
      const word = this.take();
      if (word.kind !== 'name') fail();
      if (this.isNext('(')) {
        const { args, end } = this.args();
        node = { is: 'call', of: node, name: word.value, args, start: node.start, end };
      } else if (node.is === 'name') {
        node = {
          is: 'name',
          path: `${node.path}.${word.value}`,
          start: node.start,
          end: word.end,
        };
      } else fail();
    }
    return node;
  }

  private args(): { args: Node[]; end: number } {
    this.expect('(');
    const args = this.until(')');
    return { args, end: this.take().end };
  }

  private until(close: string): Node[] {
    const items: Node[] = [];
    while (!this.isNext(close)) {
      items.push(this.expression());
      if (!this.isNext(close)) this.expect(',');
    }
    return items;
  }

  private primary(): Node {
    const token = this.take();
    const place = { start: token.start, end: token.end };
    if (token.kind === 'text' || token.kind === 'number') {
      return { is: token.kind, value: token.value, ...place };
    }
    if (token.kind === 'name') return this.named(token);
    if (token.value === '(') {
      const inner = this.expression();
      const inside = inner.inside ?? { start: inner.start, end: inner.end };
      return { ...inner, start: token.start, end: this.expect(')').end, inside };
    }
    if (token.value === '[') {
      const items = this.until(']');
      return { is: 'list', items, start: token.start, end: this.take().end };
    }
    return fail();
  }

  private named(token: Token): Node {
    const place = { start: token.start, end: token.end };
    if (token.value === 'true' || token.value === 'false') {
      return { is: 'truth', value: token.value === 'true', ...place };
    }
    if (!this.isNext('(')) return { is: 'name', path: token.value, ...place };
    const { args, end } = this.args();
    return { is: 'call', name: token.value, args, start: token.start, end };
  }
}

function fail(): never {
  throw new Unreadable();
}
