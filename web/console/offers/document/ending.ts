import { set } from '../../programme/document/edit';
import type { Item, Section } from './items';
import { readDocument } from './read';
import { stretchOf } from './state';
import { isNode, nodeOf } from './text';

/** Sections whose entries run from a day until a day. */
const SCHEDULED: readonly Section[] = [
  'offers',
  'ladders',
  'earning',
  'catalogue',
  'rules',
  'quests',
  'benefits',
];

type Named = Pick<Item, 'section' | 'key'>;

/** Where the last day of something stands in the document; nothing where it has none. */
export function endPath({ section, key }: Named): string[] | undefined {
  if (section === 'coupons') return [section, key, 'until'];
  return SCHEDULED.includes(section) ? [section, key, 'schedule', 'until'] : undefined;
}

/** The document with the last day written into it; nothing where it does not have the entry. */
export function ended(text: string, item: Named, day: string): string | undefined {
  const path = endPath(item);
  const entry = nodeOf(readDocument(text)[item.section])[item.key];
  return path && isNode(entry) ? set(text, path, day) : undefined;
}

/** The earliest last day: not before it begins. */
export function firstEnd(item: Pick<Item, 'section' | 'node'>, today: string): string {
  const begins = stretchOf(item as Item).from?.slice(0, 10);
  return begins && begins > today ? begins : today;
}
