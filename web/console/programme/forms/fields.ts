import type { Locale } from '@shared/i18n/types';
import type { Seen } from '../cel/facts';
import type { Path } from '../document/edit';
import {
  at,
  type Entries,
  entriesOf,
  isEntries,
  nameOf,
  type Plain,
  textOf,
} from '../document/model';

/** The common edits of a document as fields; what is too special for them is done in the document itself. */
export type FieldKind =
  | 'number'
  | 'percent'
  | 'money'
  | 'expiry'
  | 'span'
  | 'day'
  | 'formula'
  | 'truth'
  | 'condition'
  | 'choice';

export interface Field {
  path: Path;
  kind: FieldKind;
  /** Of `form.LABEL`. */
  label: Label;
  /** For whom or from what on, when a value depends. */
  of?: string;
  value: string | undefined;
  seen?: Seen;
  choices?: readonly string[];
  /** Without it the entry makes no sense, so it cannot be emptied. */
  isNeeded?: boolean;
}

export const LABELS = [
  'give',
  'per',
  'percent',
  'each',
  'once',
  'multiply',
  'amount',
  'amount_each',
  'price',
  'shipping',
  'free_pieces',
  'minimum',
  'cap',
  'on',
  'if',
  'from',
  'until',
  'worth',
  'expires',
  'pending',
  'redeemMinimum',
  'block',
  'max_share',
  'award',
  'days_before',
  'at',
  'held',
  'steps',
  'card',
  'valid_for',
  'uses',
  'max_discount',
  'sale_items',
  'earning_base',
  'earn_on_units_paid',
  'late_identification_days',
  'excluded',
] as const;
export type Label = (typeof LABELS)[number];

export type SectionKey =
  | 'earning'
  | 'units'
  | 'gifts'
  | 'tiers'
  | 'offers'
  | 'ladders'
  | 'stamps'
  | 'coupons'
  | 'rules'
  | 'settings';

export interface Card {
  section: SectionKey;
  path: Path;
  title: string;
  fields: Field[];
}

type Shape = Partial<Record<Label, FieldKind>>;

const EARNS: Shape = {
  give: 'number',
  percent: 'percent',
  each: 'number',
  once: 'number',
  multiply: 'number',
};
const TAKES: Shape = {
  percent: 'percent',
  amount: 'money',
  amount_each: 'money',
  price: 'money',
  shipping: 'percent',
  free_pieces: 'number',
};

export function cardsOf(root: Entries, locale: Locale): Card[] {
  const cards = [
    ...each(root, 'earning', locale, earningFields),
    ...each(root, 'units', locale, (path, entry) => unitFields(root, path, entry)),
    ...gifts(root, locale),
    ...each(root, 'tiers', locale, (path, entry) => tierFields(path, entry, locale)),
    ...each(root, 'offers', locale, offerFields),
    ...each(root, 'ladders', locale, ladderFields),
    ...each(root, 'stamps', locale, stampFields),
    ...each(root, 'coupons', locale, couponFields),
    ...otherRules(root, locale),
    settingsCard(root),
  ];
  const names = levelNames(root, locale);
  for (const field of cards.flatMap((card) => card.fields)) {
    if (field.of !== undefined) field.of = names.get(field.of) ?? field.of;
  }
  return cards.filter((card) => card.fields.length > 0 && !isBare(card));
}

/** What tiers are called, by their keys. */
const levelNames = (root: Entries, locale: Locale) =>
  new Map(
    entriesOf(root.tiers).flatMap(([, track]) =>
      entriesOf(at(track, ['levels'])).map(
        ([key, level]) => [key, nameOf(level, key, locale)] as const,
      ),
    ),
  );

/** A rule that says none of this is better read in the document than shown as nothing. */
const isBare = ({ section, fields }: Card) =>
  section === 'rules' && fields.every(({ value }) => value === undefined);

function each(
  root: Entries,
  section: SectionKey,
  locale: Locale,
  fields: (path: Path, entry: Plain) => Field[],
): Card[] {
  return entriesOf(root[section]).map(([key, entry]) => {
    const path = [section, key];
    return { section, path, title: nameOf(entry, key, locale), fields: fields(path, entry) };
  });
}

/** One field, or one for every case when the value depends on something. */
function values(path: Path, kind: FieldKind, label: Label, value: Plain): Field[] {
  if (!isEntries(value)) return [{ path, kind, label, value: textOf(value), isNeeded: true }];
  if (value.formula !== undefined) {
    const text = textOf(value.formula);
    return [{ path: [...path, 'formula'], kind: 'formula', label, value: text, isNeeded: true }];
  }
  const table = isEntries(value.by_tier) ? 'by_tier' : 'steps';
  return entriesOf(value[table]).map(([of, one]) => ({
    path: [...path, table, keyIn(of)],
    kind,
    label,
    of,
    value: textOf(one),
    isNeeded: true,
  }));
}

/** Steps have numbers as their keys. */
const keyIn = (key: string): string | number => (/^\d+(\.\d+)?$/.test(key) ? Number(key) : key);

const present = (path: Path, entry: Plain, shape: Shape): Field[] =>
  (Object.entries(shape) as [Label, FieldKind][]).flatMap(([label, kind]) => {
    const value = at(entry, [label]);
    return value === undefined ? [] : values([...path, label], kind, label, value);
  });

function field(path: Path, entry: Plain, inner: Path, kind: FieldKind, label: Label): Field {
  return { path: [...path, ...inner], kind, label, value: textOf(at(entry, inner)) };
}

const condition = (path: Path, entry: Plain, label: 'on' | 'if', seen: Seen): Field => ({
  ...field(path, entry, [label], 'condition', label),
  seen,
});

function earningFields(path: Path, entry: Plain): Field[] {
  const per = at(entry, ['per']) === undefined ? [] : [field(path, entry, ['per'], 'money', 'per')];
  return [
    ...present(path, entry, EARNS),
    ...per.map((one) => ({ ...one, isNeeded: true })),
    field(path, entry, ['minimum', 'amount'], 'money', 'minimum'),
    condition(path, entry, 'on', 'line'),
    condition(path, entry, 'if', 'basket'),
    ...schedule(path, entry),
  ];
}

const schedule = (path: Path, entry: Plain): Field[] => [
  field(path, entry, ['schedule', 'from'], 'day', 'from'),
  field(path, entry, ['schedule', 'until'], 'day', 'until'),
];

function unitFields(root: Entries, path: Path, entry: Plain): Field[] {
  const key = String(path[1]);
  const paying: Path = ['redemption', key];
  const terms = at(root, paying);
  const redemption =
    terms === undefined
      ? []
      : [
          field(paying, terms, ['minimum'], 'number', 'redeemMinimum'),
          field(paying, terms, ['block'], 'number', 'block'),
          field(paying, terms, ['max_share'], 'percent', 'max_share'),
        ];
  return [
    field(path, entry, ['worth'], 'money', 'worth'),
    { ...field(path, entry, ['expires'], 'expiry', 'expires'), isNeeded: true },
    field(path, entry, ['pending'], 'span', 'pending'),
    ...redemption,
  ];
}

const isWelcome = (rule: Plain) => textOf(at(rule, ['when'])) === 'joining';

function gifts(root: Entries, locale: Locale): Card[] {
  const welcome = entriesOf(root.rules).filter(([, rule]) => isWelcome(rule));
  const card = (section: string, [key, rule]: [string, Plain], more: Field[]): Card => {
    const path = [section, key];
    const award = at(rule, ['gives', 'award', 'amount']);
    const amount =
      award === undefined
        ? []
        : values([...path, 'gives', 'award', 'amount'], 'number', 'award', award);
    const fields = [...amount, ...more, condition(path, rule, 'if', 'member')];
    return { section: 'gifts', path, title: nameOf(rule, key, locale), fields };
  };
  return [
    ...welcome.map((rule) => card('rules', rule, [])),
    ...entriesOf(root.birthday).map(([key, rule]) => {
      const early = field(['birthday', key], rule, ['days_before'], 'number', 'days_before');
      return card('birthday', [key, rule], [early]);
    }),
  ];
}

function tierFields(path: Path, track: Plain, locale: Locale): Field[] {
  const levels = entriesOf(at(track, ['levels'])).flatMap(([key, level]) =>
    entriesOf(at(level, ['at'])).map(
      ([metric, value]): Field => ({
        path: [...path, 'levels', key, 'at', metric],
        kind: 'number',
        label: 'at',
        of: nameOf(level, key, locale),
        value: textOf(value),
        isNeeded: true,
      }),
    ),
  );
  return [...levels, field(path, track, ['held'], 'expiry', 'held')];
}

function offerFields(path: Path, entry: Plain): Field[] {
  return [
    ...present(path, entry, TAKES),
    field(path, entry, ['minimum', 'amount'], 'money', 'minimum'),
    condition(path, entry, 'on', 'line'),
    condition(path, entry, 'if', 'basket'),
    ...schedule(path, entry),
  ];
}

function ladderFields(path: Path, entry: Plain): Field[] {
  const steps = values([...path, 'steps'], 'percent', 'steps', {
    steps: at(entry, ['steps']) ?? null,
  });
  const own = steps.map((one) => ({
    ...one,
    path: [...path, 'steps', ...one.path.slice(path.length + 2)],
  }));
  return [...own, condition(path, entry, 'on', 'line'), condition(path, entry, 'if', 'basket')];
}

const stampFields = (path: Path, entry: Plain): Field[] => [
  { ...field(path, entry, ['card'], 'number', 'card'), isNeeded: true },
  field(path, entry, ['expires'], 'expiry', 'expires'),
  condition(path, entry, 'on', 'line'),
];

function couponFields(path: Path, entry: Plain): Field[] {
  const offer = at(entry, ['offer']);
  const inner: Path = [...path, 'offer'];
  const taken = offer === undefined ? [] : present(inner, offer, TAKES);
  const goods = offer === undefined ? [] : [condition(inner, offer, 'on', 'line')];
  const minimum =
    offer === undefined ? [] : [field(inner, offer, ['minimum', 'amount'], 'money', 'minimum')];
  const isShared = at(entry, ['code']) !== undefined;
  const validity = isShared
    ? [
        field(path, entry, ['from'], 'day', 'from'),
        field(path, entry, ['until'], 'day', 'until'),
        field(path, entry, ['uses'], 'number', 'uses'),
      ]
    : [field(path, entry, ['valid_for'], 'span', 'valid_for')];
  return [...taken, ...minimum, ...goods, ...validity];
}

function otherRules(root: Entries, locale: Locale): Card[] {
  const rules = entriesOf(root.rules).filter(([, rule]) => !isWelcome(rule));
  return rules.map(([key, rule]) => {
    const path = ['rules', key];
    const when = textOf(at(rule, ['when'])) ?? '';
    const seen = when === 'purchase' ? 'basket' : when.startsWith('event') ? 'event' : 'member';
    const award = at(rule, ['gives', 'award', 'amount']);
    const amount =
      award === undefined
        ? []
        : values([...path, 'gives', 'award', 'amount'], 'number', 'award', award);
    const goods = seen === 'basket' ? [condition(path, rule, 'on', 'line')] : [];
    const fields = [
      ...amount,
      ...goods,
      condition(path, rule, 'if', seen),
      ...schedule(path, rule),
    ];
    return { section: 'rules', path, title: nameOf(rule, key, locale), fields };
  });
}

function settingsCard(root: Entries): Card {
  const entry = root.settings;
  const path: Path = ['settings'];
  const fields: Field[] = [
    {
      ...field(path, entry, ['sale_items'], 'choice', 'sale_items'),
      choices: ['exclude', 'earn', 'include'],
    },
    {
      ...field(path, entry, ['earning_base'], 'choice', 'earning_base'),
      choices: ['paid', 'before_discounts'],
    },
    field(path, entry, ['earn_on_units_paid'], 'truth', 'earn_on_units_paid'),
    field(path, entry, ['max_discount'], 'percent', 'max_discount'),
    field(path, entry, ['late_identification_days'], 'number', 'late_identification_days'),
    { ...field([], root, ['excluded'], 'condition', 'excluded'), seen: 'line' },
  ];
  return { section: 'settings', path, title: '', fields };
}
