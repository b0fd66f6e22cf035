import {
  type Document,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import { flow, type Words } from './flow';

/** Where something stands in the document: `['units', 'points', 'worth']`. */
export type Path = readonly (string | number)[];
export type Value = string | number | boolean | Words | Value[] | { [key: string]: Value };

/**
 * Changes one thing in a text of YAML and leaves every other letter, comment and order as they are.
 *
 * INVARIANT: what comes out means exactly what the document model says after the same change. Where patching the
 * text would not achieve that, the text is written anew from the model, which keeps comments and order too.
 */
export function set(text: string, path: Path, value: Value): string {
  const wanted = parseDocument(text);
  if (wanted.errors.length > 0) return text;
  setIn(wanted, path, value);
  return confirmed(patchSet(text, path, value), wanted);
}

/** Groups of keys that say nothing when they are empty. An empty `credit: {}` may be a promise. */
const SHELLS = ['minimum', 'schedule', 'settings'];

/** Takes something away, and with it the group of keys that would be left empty around it. */
export function remove(text: string, path: Path): string {
  const wanted = parseDocument(text);
  if (wanted.errors.length > 0 || !wanted.hasIn(path)) return text;
  const parent = path.slice(0, -1);
  const around = wanted.getIn(parent);
  const isAlone = isCollection(around) && around.items.length === 1;
  if (isAlone && SHELLS.includes(String(parent.at(-1)))) return remove(text, parent);
  wanted.deleteIn(path);
  return confirmed(patchRemove(text, path), wanted);
}

/** Puts something at the end of a list. */
export function push(text: string, path: Path, value: Value): string {
  const wanted = parseDocument(text);
  if (wanted.errors.length > 0) return text;
  if (!isSeq(wanted.getIn(path))) return set(text, path, [value]);
  wanted.addIn(path, wanted.createNode(parseDocument(flow(value)).toJS()));
  return confirmed(patchPush(text, path, value), wanted);
}

const sameMeaning = (one: Document, other: Document) =>
  JSON.stringify(one.toJS()) === JSON.stringify(other.toJS());

function confirmed(patched: string | undefined, wanted: Document): string {
  if (patched !== undefined) {
    const found = parseDocument(patched);
    // A number that is written out keeps its digits: 0.10 means the same as 0.1.
    if (found.errors.length === 0 && sameMeaning(found, wanted)) return patched;
  }
  return wanted.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function setIn(document: Document, path: Path, value: Value): void {
  // An empty section (`rules:` and nothing behind it) is a place to put something into.
  for (let depth = 1; depth < path.length; depth += 1) {
    const part = path.slice(0, depth);
    if (document.getIn(part) === null) document.setIn(part, document.createNode({}));
  }
  const meant = parseDocument(flow(value)).toJS();
  document.setIn(path, document.createNode(meant));
}

function patchSet(text: string, path: Path, value: Value): string | undefined {
  const document = parseDocument(text);
  const node = document.getIn(path, true);
  if (isScalar(node) && node.range) {
    // A text block ends with its line; what replaces it does not.
    const [start, end] = node.range;
    const until = text.charAt(end - 1) === '\n' ? end - 1 : end;
    return splice(text, start, until, flow(value));
  }
  if (node !== undefined) return undefined;
  for (let depth = path.length - 1; depth >= 0; depth -= 1) {
    const parent = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (parent === undefined) continue;
    const key = path[depth];
    if (!isMap(parent) || typeof key !== 'string') return undefined;
    const rest = path.slice(depth + 1).reduceRight<Value>((all, one) => ({ [one]: all }), value);
    return insert(text, parent, key, rest);
  }
  return undefined;
}

function insert(text: string, map: YAMLMap, key: string, value: Value): string | undefined {
  const last = map.items.at(-1);
  if (map.flow) {
    const end = last ? endOf(last) : (map.range?.[0] ?? 0) + 1;
    return splice(text, end, end, `${last ? ', ' : ''}${flow({ [key]: value }).slice(1, -1)}`);
  }
  const start = last && startOf(last);
  if (!last || start === undefined) return undefined;
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const indent = ' '.repeat(start - lineStart);
  const end = lineEnd(text, endOf(last));
  const gap = text.charAt(end - 1) === '\n' ? '' : '\n';
  const line = text.charAt(end) === '\n' || end === text.length ? '' : '\n';
  if (indent !== '') return splice(text, end, end, `${gap}${indent}${pairText(key, value)}${line}`);
  return splice(text, end, end, `${gap}\n${sectionText(key, value)}${line}`);
}

function patchPush(text: string, path: Path, value: Value): string | undefined {
  const list = parseDocument(text).getIn(path, true);
  if (!isSeq(list)) return undefined;
  const last = list.items.at(-1);
  const [start, end] = isScalar(last) && last.range ? last.range : [];
  if (list.flow) {
    if (last && end === undefined) return undefined;
    const at = end ?? (list.range?.[0] ?? 0) + 1;
    return splice(text, at, at, `${last ? ', ' : ''}${flow(value)}`);
  }
  if (start === undefined || end === undefined) return undefined;
  const dash = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  if (!/^ *- +$/.test(dash)) return undefined;
  const line = lineEnd(text, end);
  return splice(text, line, line, `\n${dash}${flow(value)}`);
}

const pairText = (key: string, value: Value) => flow({ [key]: value }).slice(1, -1);

/** A section of its own is written over several lines, as people write it. */
function sectionText(key: string, value: Value): string {
  if (typeof value !== 'object' || Array.isArray(value)) return pairText(key, value);
  const lines = Object.entries(value).map(([name, entry]) => `  ${pairText(name, entry)}`);
  return [`${key}:`, ...lines].join('\n');
}

function patchRemove(text: string, path: Path): string | undefined {
  const document = parseDocument(text);
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const at = parent.items.findIndex((pair) => keyOf(pair) === path.at(-1));
  const pair = parent.items[at];
  const start = pair && startOf(pair);
  if (!pair || start === undefined) return undefined;
  if (parent.flow) {
    const next = parent.items[at + 1];
    const before = parent.items[at - 1];
    const until = next && startOf(next);
    if (until !== undefined) return splice(text, start, until, '');
    return splice(text, before ? endOf(before) : start, endOf(pair), '');
  }
  if (parent.items.length === 1) {
    const before = text.slice(0, start).trimEnd();
    return before.endsWith(':') ? `${before} {}${text.slice(endOf(pair))}` : undefined;
  }
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const before = text.slice(lineStart, start);
  const next = parent.items[at + 1];
  const until = next && startOf(next);
  // Behind the dash of a list the next one moves up, unless a comment stands between them.
  if (/^[ -]*- +$/.test(before) && until !== undefined) {
    const between = text.slice(endOf(pair), until);
    return between.trim() === '' ? splice(text, start, until, '') : undefined;
  }
  if (before.trim() !== '') return undefined;
  const end = lineEnd(text, endOf(pair));
  return splice(text, lineStart, Math.min(end + 1, text.length), '');
}

function keyOf(pair: Pair): unknown {
  return isScalar(pair.key) ? pair.key.value : pair.key;
}

function startOf(pair: Pair): number | undefined {
  return isScalar(pair.key) ? pair.key.range?.[0] : undefined;
}

/** Where the last letter of a pair ends, without the comments and empty lines behind it. */
function endOf(pair: Pair): number {
  const { key, value } = pair;
  if (isCollection(value) && !value.flow) {
    const last = value.items.at(-1);
    if (isPair(last)) return endOf(last);
    if (isCollection(last) || isScalar(last)) {
      return endOf({ key: last, value: last } as unknown as Pair);
    }
  }
  const node = isCollection(value) || (isScalar(value) && value.range) ? value : key;
  return (isCollection(node) || isScalar(node) ? node.range?.[1] : undefined) ?? 0;
}

/** The end of the line, its comment included; a block of text has its own last line break already. */
function lineEnd(text: string, at: number): number {
  if (text.charAt(at - 1) === '\n') return at - 1;
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

const splice = (text: string, start: number, end: number, put: string) =>
  text.slice(0, start) + put + text.slice(end);
