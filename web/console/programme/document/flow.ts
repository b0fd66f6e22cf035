import { Document } from 'yaml';
import type { Value } from './edit';

/** Words for people: they stay words where YAML would read a number. */
export class Words {
  constructor(readonly text: string) {}
}

/** A value in one line, as people write it: `{unit: points, amount: 50}`. Numbers keep the digits that they came with. */
export function flow(value: Value): string {
  if (value instanceof Words) return words(value.text);
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object') {
    const pairs = Object.entries(value).map(([key, one]) => `${scalar(key)}: ${flow(one)}`);
    return `{${pairs.join(', ')}}`;
  }
  return scalar(value);
}

const NUMBER = /^(0|[1-9]\d*)(\.\d+)?$/;

function scalar(value: string | number | boolean): string {
  if (typeof value !== 'string') return String(value);
  return NUMBER.test(value) ? value : words(value);
}

function words(value: string): string {
  // A text of several lines stays one here, for it may stand anywhere.
  if (value.includes('\n')) return JSON.stringify(value);
  // Inside a list a text is quoted where brackets and commas ask for it.
  const list = new Document([value]).toString({
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    lineWidth: 0,
  });
  return list.trim().slice(1, -1).trim();
}
