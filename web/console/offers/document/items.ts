import { isNode, type Node, nameFrom, nodeOf, textOf } from './text';

/** Sections of the document by what people look for in them. */
export const FAMILIES = {
  discounts: ['offers', 'ladders', 'volume_steps'],
  earning: ['earning'],
  codes: ['coupons', 'certificates'],
  rewards: ['stamps', 'catalogue', 'conversions', 'surprises', 'benefits'],
  occasions: ['birthday', 'rules', 'events', 'streaks', 'quests', 'badges', 'choices'],
  together: ['referral', 'memberships', 'groups', 'raffles', 'leaderboards', 'causes'],
  partners: ['affiliates', 'coalition', 'exchanges'],
} as const;

export type Family = keyof typeof FAMILIES;
export type Section = (typeof FAMILIES)[Family][number];

/** Something that the programme promises, as it stands in the document. */
export interface Item {
  section: Section;
  family: Family;
  key: string;
  name: string;
  node: Node;
}

export const familyNames = Object.keys(FAMILIES) as Family[];

/** All that the document promises, in the order of the families and of the document. */
export function itemsOf(document: Node, locale: string): Item[] {
  const first = firstLocale(document);
  return familyNames.flatMap((family) =>
    FAMILIES[family].flatMap((section) =>
      entriesOf(document, section).map(([key, node]) => ({
        section,
        family,
        key,
        node,
        name: nameOf(section, node, locale, first) ?? nameFrom(key),
      })),
    ),
  );
}

export function firstLocale(document: Node): string | undefined {
  return localesOf(document)[0];
}

/** Languages of the programme, the default one first. */
export function localesOf(document: Node): string[] {
  const { locales } = nodeOf(document.programme);
  return Array.isArray(locales) ? locales.map(String) : [];
}

function entriesOf(document: Node, section: Section): [string, Node][] {
  const value = document[section];
  if (!isNode(value)) return [];
  if (section === 'referral') return [['referral', value]];
  const entries = section === 'coalition' ? nodeOf(value.partners) : value;
  return Object.entries(entries).map(([key, node]) => [key, nodeOf(node)]);
}

function nameOf(section: Section, node: Node, locale: string, first?: string) {
  const named = section === 'coupons' && !node.name ? nodeOf(node.offer) : node;
  return textOf(named.name, locale, first);
}
