import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';

/** What a person wants to read of a programme document: names, and how a rule is written. */
export interface Book {
  tierName(track: string, tier: string): string | undefined;
  ruleName(rule: string): string | undefined;
  /** The rule as it stands in the document, and from which line on. */
  ruleText(rule: string): { text: string; line: number } | undefined;
  coupons: { key: string; name: string }[];
  certificates: CertificateKind[];
  memberships: MembershipKind[];
}

/** What may be on a certificate: one of some values, or any between two bounds. */
export interface CertificateKind {
  key: string;
  name: string;
  values: string[];
}

/** What is sold for a time. */
export interface MembershipKind {
  key: string;
  name: string;
  fee: string;
  /** Whether it can be tried for nothing first. */
  hasTrial: boolean;
}

/** Where rules live, the likeliest first. Keys of units and metrics name something else. */
const SECTIONS = ['earning', 'offers', 'rules', 'redemption', 'coupons', 'tiers', 'birthday'];
/** Entries that become several rules, each called by the key of the entry and a word: `visits-3`, `forest-share`. */
const SEVERAL = ['streaks', 'causes', 'groups', 'memberships'];
const NO_RULES = ['tessera', 'programme', 'settings', 'units', 'metrics', 'texts'];

export function readBook(source: string, locale: string): Book {
  const { contents } = parseDocument(source);
  const root = isMap(contents) ? contents : undefined;
  const nameAt = (path: string[]) => nameIn(root?.getIn(path), locale);
  const find = (rule: string) => findRule(root, rule);
  return {
    tierName: (track, tier) => nameAt(['tiers', track, 'levels', tier]),
    ruleName: (rule) => nameIn(find(rule)?.value, locale),
    ruleText: (rule) => textOf(source, find(rule)),
    coupons: keysOf(root?.get('coupons')).map((key) => ({
      key,
      name: nameAt(['coupons', key]) ?? nameAt(['coupons', key, 'offer']) ?? key,
    })),
    certificates: keysOf(root?.get('certificates')).map((key) => ({
      key,
      name: nameAt(['certificates', key]) ?? key,
      values: itemsOf(root?.getIn(['certificates', key, 'values'])),
    })),
    memberships: keysOf(root?.get('memberships')).map((key) => ({
      key,
      name: nameAt(['memberships', key]) ?? key,
      fee: String(root?.getIn(['memberships', key, 'fee']) ?? '0'),
      hasTrial: root?.hasIn(['memberships', key, 'trial']) ?? false,
    })),
  };
}

const itemsOf = (node: unknown): string[] =>
  isSeq(node) ? node.items.map((item) => String(plainOf(item))) : [];

const keyOf = (pair: Pair) => (isScalar(pair.key) ? String(pair.key.value) : '');
const keysOf = (node: unknown) => (isMap(node) ? node.items.map(keyOf) : []);

const pairsOf = (node: unknown): Pair[] => (isMap(node) ? node.items : []);

function findRule(root: YAMLMap | undefined, rule: string): Pair | undefined {
  const names = keysOf(root).filter((name) => !NO_RULES.includes(name));
  const within = (sections: string[]) =>
    [...new Set([...sections.filter((name) => names.includes(name)), ...names])].flatMap((name) =>
      pairsOf(root?.get(name)),
    );
  const own = within(SECTIONS).find((pair) => keyOf(pair) === rule);
  return own ?? onlyOne(root, rule) ?? longest(within(SEVERAL), rule);
}

/** Partners, and the one referral there is, have rules called by what they are. */
function onlyOne(root: YAMLMap | undefined, rule: string): Pair | undefined {
  if (rule === 'referral' || rule.startsWith('referral-')) {
    return pairsOf(root).find((pair) => keyOf(pair) === 'referral');
  }
  const partners = pairsOf(root?.getIn(['coalition', 'partners']));
  return partners.find((pair) => rule === `partner-${keyOf(pair)}`);
}

/** Of `visits` and `visits-monday`, `visits-monday-3` comes from the second. */
function longest(pairs: Pair[], rule: string): Pair | undefined {
  const fitting = pairs.filter((pair) => rule.startsWith(`${keyOf(pair)}-`));
  return fitting.sort((a, b) => keyOf(b).length - keyOf(a).length)[0];
}

/** `name: Gold`, `name: {en: Gold, ru: Золото}`, and names with plural forms. */
function nameIn(node: unknown, locale: string): string | undefined {
  const name = isMap(node) ? node.get('name') : undefined;
  if (typeof name === 'string') return name;
  if (!isMap(name)) return undefined;
  const own = name.get(locale) ?? name.items.map((pair) => plainOf(pair.value))[0];
  if (isMap(own)) return String(own.get('other') ?? '') || undefined;
  return own === undefined ? undefined : String(own);
}

const plainOf = (node: unknown) => (isScalar(node) ? node.value : node);

function textOf(source: string, pair: Pair | undefined) {
  const start = (pair?.key as Node | undefined)?.range?.[0];
  const end = (pair?.value as Node | undefined)?.range?.[1];
  if (start === undefined || end === undefined) return undefined;
  const before = source.slice(0, start);
  const indent = before.slice(before.lastIndexOf('\n') + 1);
  const lines = source.slice(start, end).trimEnd().split('\n');
  const text = lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
  return { text: text.join('\n'), line: before.split('\n').length };
}
