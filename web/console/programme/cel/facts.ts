/** What conditions can ask about, as docs/reference/conditions.md lists it. */

export type FactKind = 'text' | 'number' | 'money' | 'truth' | 'list' | 'day' | 'weekday';

/** Where a condition stands decides which facts it sees. */
export type Seen = 'line' | 'basket' | 'member' | 'event';

export interface Fact {
  /** As written: `line.category`, `metric.year_spend`. */
  name: string;
  kind: FactKind;
  /** Values that the document knows: tiers of a track. */
  values?: string[];
}

const KINDS = {
  line: {
    category: 'text',
    categories: 'list',
    sku: 'text',
    name: 'text',
    brand: 'text',
    tags: 'list',
    on_sale: 'truth',
    price: 'money',
    amount: 'money',
    paid: 'money',
    quantity: 'number',
  },
  basket: {
    total: 'money',
    original_total: 'money',
    quantity: 'number',
    channel: 'text',
    tenders: 'list',
    coupons: 'list',
    first: 'truth',
  },
  member: {
    known: 'truth',
    purchases: 'number',
    tenure_days: 'number',
    tenure_years: 'number',
    age_years: 'number',
    birthday_today: 'truth',
    birthday_month: 'truth',
    days_to_birthday: 'number',
    tags: 'list',
    segments: 'list',
    consents: 'list',
    language: 'text',
    country: 'text',
    join_channel: 'text',
    join_store: 'text',
    blocked: 'truth',
  },
  store: { id: 'text', region: 'text', country: 'text', brand: 'text', tags: 'list' },
  till: { id: 'text' },
  time: {
    weekday: 'weekday',
    hour: 'number',
    date: 'day',
    day: 'number',
    month: 'number',
    sale_period: 'truth',
  },
  event: { quantity: 'number', amount: 'money' },
} as const satisfies Record<string, Record<string, FactKind>>;

type Area = keyof typeof KINDS;

const SEES: Record<Seen, Area[]> = {
  line: ['line', 'basket', 'member', 'store', 'till', 'time'],
  basket: ['basket', 'member', 'store', 'till', 'time'],
  member: ['member', 'time'],
  event: ['event', 'member', 'time'],
};

/** What the document declares beside the facts that always exist. */
export interface Declared {
  tracks: { key: string; levels: string[] }[];
  metrics: { key: string; isMoney: boolean }[];
  units: string[];
  attributes: { on: 'line' | 'basket' | 'member'; key: string; kind: FactKind }[];
}

export const NOTHING_DECLARED: Declared = { tracks: [], metrics: [], units: [], attributes: [] };

export function factsFor(seen: Seen, declared: Declared): Fact[] {
  const areas = SEES[seen];
  const fixed = areas.flatMap((area) =>
    Object.entries(KINDS[area]).map(([key, kind]) => ({
      name: `${area}.${key}`,
      kind: kind as FactKind,
    })),
  );
  const own = declared.attributes
    .filter(({ on }) => areas.includes(on))
    .map(({ on, key, kind }): Fact => ({ name: `${on}.attributes.${key}`, kind }));
  const tiers = declared.tracks.map(
    ({ key, levels }): Fact => ({ name: `member.tier.${key}`, kind: 'text', values: levels }),
  );
  const metrics = declared.metrics.flatMap(({ key, isMoney }): Fact[] => {
    const kind = isMoney ? 'money' : 'number';
    return [
      { name: `metric.${key}`, kind },
      { name: `metric_previous.${key}`, kind },
    ];
  });
  const balances = declared.units.map(
    (unit): Fact => ({ name: `balance.${unit}`, kind: 'number' }),
  );
  return [...tiers, ...fixed, ...own, ...metrics, ...balances];
}
