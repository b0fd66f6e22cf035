import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml';

/** A value as it goes into the document. */
export type Value = string | number | boolean | Value[] | { [key: string]: Value };

const PLAIN = /^[\p{L}\p{N}][\p{L}\p{N} ._%'=/-]*$/u;
const RESERVED = /^(true|false|null|yes|no|on|off|~)$/i;
const WIDTH = 100;

/** A text without quotes where YAML reads it back as the same text. */
function scalar(text: string): string {
  const isPlain =
    PLAIN.test(text) && !RESERVED.test(text) && !text.endsWith(' ') && Number.isNaN(Number(text));
  return isPlain ? text : JSON.stringify(text);
}

function flow(value: Value): string {
  if (typeof value === 'string') return scalar(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  const pairs = Object.entries(value).map(([key, one]) => `${scalar(key)}: ${flow(one)}`);
  return `{${pairs.join(', ')}}`;
}

/** A key and its value in the style of the document: short ones on one line, long ones on several. */
export function lines(key: string, value: Value, indent: string, step = '  '): string[] {
  const short = `${indent}${scalar(key)}: ${flow(value)}`;
  const isMapping = typeof value === 'object' && !Array.isArray(value);
  if (!isMapping || short.length <= WIDTH) return [short];
  return [
    `${indent}${scalar(key)}:`,
    ...Object.entries(value).flatMap(([name, one]) => lines(name, one, indent + step, step)),
  ];
}

/**
 * Adds an entry to a section of the document, behind the others. Everything else stays as it was written,
 * letter for letter: people's comments and their way of breaking lines are theirs.
 */
export function added(text: string, section: string, key: string, value: Value): string {
  const whole = parseDocument(text);
  const root = whole.contents;
  const pair = isMap(root)
    ? root.items.find((one) => isScalar(one.key) && one.key.value === section)
    : undefined;
  const entries = pair?.value;
  if (!pair) return `${text.trimEnd()}\n\n${section}:\n${lines(key, value, '  ').join('\n')}\n`;
  if (isMap(entries) && !entries.flow && entries.items.length > 0) {
    return behind(text, entries, key, value);
  }
  // An empty section, or one on a single line, is written anew.
  whole.setIn([section, key], value);
  const made = whole.getIn([section], true);
  if (isMap(made)) made.flow = false;
  return whole.toString({ lineWidth: 0 });
}

function behind(text: string, entries: YAMLMap, key: string, value: Value): string {
  const [begin = 0, end = text.length] = entries.range ?? [];
  const indent = ' '.repeat(begin - (text.lastIndexOf('\n', begin - 1) + 1));
  const last = text.slice(0, end).trimEnd().length;
  const lineEnd = text.indexOf('\n', last);
  const at = lineEnd < 0 ? text.length : lineEnd;
  const entry = lines(key, value, indent).join('\n');
  return `${text.slice(0, at)}\n${entry}${lineEnd < 0 ? '\n' : text.slice(at)}`;
}

/** Adds a section that is one thing, such as `referral`; one that stands there already is not touched. */
export function withSection(text: string, section: string, value: Value): string {
  return `${text.trimEnd()}\n\n${lines(section, value, '').join('\n')}\n`;
}
