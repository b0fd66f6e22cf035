import { parse } from 'yaml';
import { type Node, nodeOf } from './text';

/** The document as plain data. A document that cannot be read promises nothing here; `check` says why. */
export function readDocument(text: string): Node {
  try {
    return nodeOf(parse(text, { schema: 'core' }));
  } catch {
    return {};
  }
}
