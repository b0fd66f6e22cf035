import type { Fact, FactKind } from './facts';
import { type Node, parse } from './parse';

export type Op =
  | 'is'
  | 'isNot'
  | 'oneOf'
  | 'noneOf'
  | 'startsWith'
  | 'endsWith'
  | 'contains'
  | 'less'
  | 'atMost'
  | 'more'
  | 'atLeast'
  | 'yes'
  | 'no'
  | 'has'
  | 'hasNot'
  | 'known'
  | 'unknown';

export interface Row {
  is: 'row';
  fact: string;
  kind: FactKind;
  op: Op;
  values: string[];
}

/** What cannot be shown as a row, as it is written. */
export interface Written {
  is: 'written';
  text: string;
}

export interface Group {
  is: 'group';
  join: 'and' | 'or';
  items: Item[];
}

export type Item = Row | Written | Group;

const NUMBERS: Op[] = ['atLeast', 'atMost', 'more', 'less', 'is', 'isNot', 'known', 'unknown'];
export const OPS: Record<FactKind, Op[]> = {
  text: [
    'is',
    'isNot',
    'oneOf',
    'noneOf',
    'startsWith',
    'endsWith',
    'contains',
    'known',
    'unknown',
  ],
  number: NUMBERS,
  money: NUMBERS,
  truth: ['yes', 'no'],
  list: ['has', 'hasNot'],
  day: ['atLeast', 'atMost', 'is'],
  weekday: ['oneOf', 'noneOf'],
};

export const needsNoValue = (op: Op) => ['yes', 'no', 'known', 'unknown'].includes(op);
export const takesMany = (op: Op) => op === 'oneOf' || op === 'noneOf';

const COMPARED: Partial<Record<Op, string>> = {
  is: '==',
  isNot: '!=',
  less: '<',
  atMost: '<=',
  more: '>',
  atLeast: '>=',
};
const FLIPPED: Record<string, string> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const TEXTS = ['startsWith', 'endsWith', 'contains'] as const;

/** Reads a condition as rows joined by and / or; pieces that rows cannot say stay text. */
export function read(source: string, facts: readonly Fact[]): Group {
  const text = source.trim();
  const tree = text ? parse(text) : undefined;
  if (!tree) return { is: 'group', join: 'and', items: text ? [{ is: 'written', text }] : [] };
  const kinds = new Map(facts.map(({ name, kind }) => [name, kind]));
  const item = itemOf(tree, text, kinds);
  return item.is === 'group' ? item : { is: 'group', join: 'and', items: [item] };
}

type Kinds = Map<string, FactKind>;

function itemOf(node: Node, source: string, kinds: Kinds): Item {
  if (node.is === 'and' || node.is === 'or') {
    const items = flattened(node, node.is).map((part) => itemOf(part, source, kinds));
    return { is: 'group', join: node.is, items };
  }
  const { start, end } = node.inside ?? node;
  return rowOf(node, kinds) ?? { is: 'written', text: source.slice(start, end) };
}

/** `a && b && c` is one group of three. */
function flattened(node: Node, is: 'and' | 'or'): Node[] {
  if (node.is !== is) return [node];
  return [...flattened(node.left, is), ...flattened(node.right, is)];
}

function rowOf(node: Node, kinds: Kinds): Row | undefined {
  const made = (name: Node, op: Op, values: Node[] = []): Row | undefined => {
    const kind = name.is === 'name' ? kinds.get(name.path) : undefined;
    const read = values.map((value) => literal(value, kind));
    if (name.is !== 'name' || !kind || !OPS[kind].includes(op)) return undefined;
    if (read.some((value) => value === undefined)) return undefined;
    return { is: 'row', fact: name.path, kind, op, values: read as string[] };
  };
  switch (node.is) {
    case 'name':
      return made(node, 'yes');
    case 'not':
      return negated(node.of, made);
    case 'compare':
      return compared(node, made);
    case 'in':
      return contained(node, made, ['oneOf', 'has']);
    case 'call':
      return called(node, made);
    default:
      return undefined;
  }
}

type Make = (name: Node, op: Op, values?: Node[]) => Row | undefined;

function negated(of: Node, made: Make): Row | undefined {
  // `!(a == b)` holds where `a` is missing, `a != b` does not: only these can be told in other words.
  if (of.is === 'name') return made(of, 'no');
  if (of.is === 'in') return contained(of, made, ['noneOf', 'hasNot']);
  const [only] = of.is === 'call' && of.name === 'has' && !of.of ? of.args : [];
  return only ? made(only, 'unknown') : undefined;
}

function compared(node: Extract<Node, { is: 'compare' }>, made: Make): Row | undefined {
  const straight = node.left.is === 'name';
  const mark = straight ? node.op : (FLIPPED[node.op] ?? node.op);
  const op = (Object.keys(COMPARED) as Op[]).find((one) => COMPARED[one] === mark);
  const [name, value] = straight ? [node.left, node.right] : [node.right, node.left];
  return op && made(name, op, [value]);
}

function contained(
  node: Extract<Node, { is: 'in' }>,
  made: Make,
  [many, has]: [Op, Op],
): Row | undefined {
  if (node.right.is === 'list') return made(node.left, many, node.right.items);
  return made(node.right, has, [node.left]);
}

function called(node: Extract<Node, { is: 'call' }>, made: Make): Row | undefined {
  const [only, more] = node.args;
  if (!only || more) return undefined;
  if (!node.of) return node.name === 'has' ? made(only, 'known') : undefined;
  const op = TEXTS.find((one) => one === node.name);
  return op && made(node.of, op, [only]);
}

/** The value that is written, if it is one that facts of this kind have. */
function literal(node: Node, kind: FactKind | undefined): string | undefined {
  const wanted = kind === 'number' || kind === 'money' || kind === 'weekday' ? 'number' : 'text';
  return node.is === wanted ? node.value : undefined;
}

/** Nothing while a row lacks its value. No rows are an empty text. */
export function write(group: Group): string | undefined {
  const parts = group.items.map((item) => {
    if (item.is === 'row') return writeRow(item);
    if (item.is === 'written') return shielded(item.text, group);
    const inner = write(item);
    return inner && item.items.length > 1 && group.items.length > 1 ? `(${inner})` : inner;
  });
  if (parts.some((part) => part === undefined)) return undefined;
  return parts.filter(Boolean).join(group.join === 'and' ? ' && ' : ' || ');
}

/** Text of one's own must not be torn apart by what it is joined to. */
function shielded(text: string, group: Group): string | undefined {
  const trimmed = text.trim();
  if (!trimmed) return undefined;
  const tree = parse(trimmed);
  const isLoose = !tree || tree.is === 'and' || tree.is === 'or' || tree.is === 'other';
  return isLoose && !tree?.inside && group.items.length > 1 ? `(${trimmed})` : trimmed;
}

function writeRow({ fact, kind, op, values }: Row): string | undefined {
  if (op === 'yes') return fact;
  if (op === 'no') return `!${fact}`;
  if (op === 'known') return `has(${fact})`;
  if (op === 'unknown') return `!has(${fact})`;
  const written = values.map((value) => writeValue(value, kind));
  const [first] = written;
  if (first === undefined || written.some((value) => value === undefined)) return undefined;
  if (takesMany(op)) {
    const list = `${fact} in [${written.join(', ')}]`;
    return op === 'oneOf' ? list : `!(${list})`;
  }
  if (op === 'has') return `${first} in ${fact}`;
  if (op === 'hasNot') return `!(${first} in ${fact})`;
  const mark = COMPARED[op];
  return mark ? `${fact} ${mark} ${first}` : `${fact}.${op}(${first})`;
}

function writeValue(value: string, kind: FactKind): string | undefined {
  const text = value.trim();
  if (kind === 'number' || kind === 'money' || kind === 'weekday') {
    return /^-?\d+(\.\d{1,6})?$/.test(text) ? text : undefined;
  }
  if (!text) return undefined;
  return `'${text.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`;
}
