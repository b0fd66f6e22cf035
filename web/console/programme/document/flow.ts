import { Document } from 'yaml';
import type { Value } from './edit';

/** A value in one line, as people write it: `{unit: points, amount: 50}`. Numbers keep the digits that they came with. */
export function flow(value: Value): string {
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
  if (NUMBER.test(value)) return value;
  // Inside a list a text is quoted where brackets and commas ask for it.
  const list = new Document([value]).toString({
    collectionStyle: 'flow',
    flowCollectionPadding: false,
    lineWidth: 0,
  });
  return list.trim().slice(1, -1).trim();
}
