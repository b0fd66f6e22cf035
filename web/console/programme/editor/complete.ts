import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { at, entriesOf, plainOf } from '../document/model';
import { placeAt } from './place';
import { keysAt, loadSchema, type Schema, type Suggestion, valuesAt } from './schema';

/** Keys whose value is a name from another section. */
const NAMES: Record<string, string> = {
  unit: 'units',
  coupon: 'coupons',
  budget: 'budgets',
  message: 'texts',
  earned: 'units',
  spent: 'units',
  track: 'tiers',
};

export async function complete(context: CompletionContext): Promise<CompletionResult | null> {
  const text = context.state.doc.toString();
  const place = placeAt(text, context.pos);
  if (!place || (place.from === context.pos && !context.explicit)) return null;
  const root = await loadSchema();
  const options = suggestionsAt(root, text, place.path, place.key).map(completionOf);
  return options.length > 0 ? { from: place.from, options, validFor: /^[\w -]*$/ } : null;
}

export function suggestionsAt(
  root: Schema,
  text: string,
  path: readonly string[],
  key: string | undefined,
): Suggestion[] {
  if (key === undefined) return keysAt(root, path);
  const section = NAMES[key];
  const names = section ? entriesOf(at(plainOf(text), [section])) : [];
  return [
    ...names.map(([label]): Suggestion => ({ label, info: undefined, kind: 'value' })),
    ...valuesAt(root, [...path, key]),
  ];
}

const completionOf = ({ label, info, kind }: Suggestion): Completion => ({
  label,
  type: kind === 'key' ? 'property' : 'constant',
  ...(kind === 'key' ? { apply: `${label}: ` } : {}),
  ...(info ? { info } : {}),
});
