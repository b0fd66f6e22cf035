import { set, type Value } from '../document/edit';
import { at, type Entries, entriesOf, textOf } from '../document/model';

/** Gifts that most programmes want and this one may lack. */
export const ADDITIONS = ['welcome', 'birthday', 'paying'] as const;
export type Addition = (typeof ADDITIONS)[number];

const firstUnit = (root: Entries) =>
  entriesOf(root.units).find(([, unit]) => {
    const kind = textOf(at(unit, ['kind']));
    return kind === undefined || kind === 'points';
  })?.[0];

/** What could be added with one click. */
export function additionsTo(root: Entries): Addition[] {
  const unit = firstUnit(root);
  if (!unit) return [];
  const rules = entriesOf(root.rules);
  const found: Addition[] = [];
  if (!rules.some(([, rule]) => textOf(at(rule, ['when'])) === 'joining')) found.push('welcome');
  if (entriesOf(root.birthday).length === 0) found.push('birthday');
  const hasWorth = at(root, ['units', unit, 'worth']) !== undefined;
  if (hasWorth && at(root, ['redemption', unit]) === undefined) found.push('paying');
  return found;
}

/** Names stand once in the whole document, for receipts call a rule by its name alone. */
function freeName(root: Entries, wanted: string): string {
  const sections = [
    'earning',
    'offers',
    'ladders',
    'stamps',
    'coupons',
    'birthday',
    'events',
    'rules',
  ];
  const taken = new Set(sections.flatMap((one) => entriesOf(root[one]).map(([key]) => key)));
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted}-${number}`;
  return name;
}

export function add(text: string, root: Entries, addition: Addition): string {
  const unit = firstUnit(root);
  if (!unit) return text;
  const award: Value = { award: { unit, amount: '100' } };
  if (addition === 'welcome') {
    return set(text, ['rules', freeName(root, 'welcome')], { when: 'joining', gives: award });
  }
  if (addition === 'birthday') {
    return set(text, ['birthday', freeName(root, 'birthday-gift')], { gives: award });
  }
  return set(text, ['redemption', unit], { max_share: '50 %' });
}
