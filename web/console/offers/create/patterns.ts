import {
  IconBox,
  IconCake,
  IconClockHour5,
  IconCoins,
  IconDiscount,
  IconGift,
  IconHeartHandshake,
  IconMailHeart,
  IconPrinter,
  IconRubberStamp,
  IconTicket,
  IconTruckDelivery,
} from '@tabler/icons-react';
import { nodeOf } from '../document/text';
import {
  type Answers,
  type Base,
  type Field,
  later,
  minimumOf,
  number,
  onCategory,
  type Pattern,
  type PatternKey,
  Pen,
  percent,
  spoken,
  sum,
} from './pattern';
import { ticketUnit } from './tickets';
import type { Value } from './write';

const categoryField: Field = { ask: 'category', kind: 'category', initial: '', isOptional: true };
const noUnit = ({ units }: Base) => (units.length === 0 ? ('noUnit' as const) : undefined);
const unitField = ({ units }: Base): Field[] =>
  units.length > 1 ? [{ ask: 'unit', kind: 'unit', initial: units[0] ?? '' }] : [];
const unitIn = (pen: Pen, answers: Answers) => answers.unit || (pen.base.units[0] ?? '');

/** Days and hours; nothing when it always applies. */
function schedule({ weekdays, hours }: Answers): { schedule?: Value } {
  const parts: Record<string, Value> = {};
  if (weekdays) parts.weekdays = weekdays.split(',');
  if (hours) parts.hours = [hours];
  return Object.keys(parts).length > 0 ? { schedule: parts } : {};
}

const money =
  (ask: Field['ask'], euros: number, more: Partial<Field> = {}) =>
  (base: Base): Field => ({
    ask,
    kind: 'money',
    initial: euros === 0 ? '' : sum(euros, base.currency),
    min: 0,
    ...more,
  });

export const patterns: Record<PatternKey, Pattern> = {
  happyHour: {
    icon: IconClockHour5,
    fields: () => [
      { ask: 'percent', kind: 'percent', initial: '20', min: 1, max: 100 },
      categoryField,
      { ask: 'weekdays', kind: 'weekdays', initial: 'monday,tuesday', isOptional: true },
      { ask: 'hours', kind: 'hours', initial: '16:00-18:00' },
    ],
    write: (pen, answers, name) => {
      pen.add('offers', spoken(name), 'happy-hour', {
        name,
        percent: percent(answers.percent),
        ...onCategory(answers.category),
        for: 'everybody',
        ...schedule(answers),
      });
    },
  },

  doublePoints: {
    icon: IconCoins,
    blocked: noUnit,
    fields: (base) => [
      { ask: 'factor', kind: 'whole', initial: '2', min: 2, max: 20 },
      ...unitField(base),
      categoryField,
      { ask: 'weekdays', kind: 'weekdays', initial: 'wednesday', isOptional: true },
    ],
    write: (pen, answers, name) => {
      pen.add('earning', spoken(name), 'more-points', {
        name,
        unit: unitIn(pen, answers),
        multiply: number(answers.factor),
        ...onCategory(answers.category),
        ...schedule(answers),
      });
    },
  },

  code: {
    icon: IconDiscount,
    fields: (base) => [
      { ask: 'code', kind: 'code', initial: freeCode(base) },
      money('off', 5)(base),
      money('minimum', 20, { isOptional: true })(base),
      { ask: 'until', kind: 'day', initial: later(base.today, 30), isOptional: true },
      { ask: 'uses', kind: 'whole', initial: '', min: 1, isOptional: true },
    ],
    write: (pen, answers, name) => {
      pen.add('coupons', spoken(name), 'promo-code', {
        code: answers.code ?? '',
        uses_per_member: 1,
        ...(answers.uses ? { uses: number(answers.uses) } : {}),
        ...(answers.until ? { until: answers.until } : {}),
        offer: { name, amount: number(answers.off), ...minimumOf(answers.minimum) },
      });
    },
  },

  leaflet: {
    icon: IconPrinter,
    fields: (base) => [
      money('off', 5)(base),
      money('minimum', 20, { isOptional: true })(base),
      { ask: 'until', kind: 'day', initial: later(base.today, 60), isOptional: true },
    ],
    write: (pen, answers, name) => {
      pen.add('coupons', spoken(name), 'leaflet', {
        ...(answers.until ? { until: answers.until } : {}),
        offer: {
          name,
          amount: number(answers.off),
          ...minimumOf(answers.minimum),
          for: 'everybody',
        },
      });
    },
  },

  multibuy: {
    icon: IconBox,
    fields: () => [
      { ask: 'buy', kind: 'whole', initial: '2', min: 1, max: 50 },
      { ask: 'get', kind: 'whole', initial: '1', min: 1, max: 50 },
      categoryField,
    ],
    write: (pen, answers, name) => {
      pen.add('offers', spoken(name), 'multibuy', {
        name,
        buy_get: { buy: number(answers.buy), get: number(answers.get), same_product: true },
        ...onCategory(answers.category),
      });
    },
  },

  stampCard: {
    icon: IconRubberStamp,
    fields: (base) => [
      categoryField,
      { ask: 'card', kind: 'whole', initial: '10', min: 2, max: 100 },
      money('upTo', 0, { isOptional: true })(base),
    ],
    write: (pen, answers, name) => {
      const upTo = number(answers.upTo);
      pen.add('stamps', spoken(name), 'stamp-card', {
        name,
        ...onCategory(answers.category),
        card: number(answers.card),
        gives: { free: { ...(upTo > 0 ? { up_to: upTo } : {}), valid_for: '60 days' } },
        expires: '12 months',
      });
    },
  },

  birthday: {
    icon: IconCake,
    fields: (base) => [
      ...(base.units.length > 0
        ? ([{ ask: 'gift', kind: 'gift', initial: 'points' }] satisfies Field[])
        : []),
      ...giftFields(base),
      { ask: 'daysBefore', kind: 'whole', initial: '3', min: 0, max: 60 },
    ],
    write: (pen, answers, name) => {
      pen.add('birthday', spoken(name), 'birthday-gift', {
        name,
        days_before: number(answers.daysBefore),
        gives: gift(pen, answers, name),
      });
    },
  },

  winBack: {
    icon: IconMailHeart,
    fields: () => [
      { ask: 'silence', kind: 'whole', initial: '90', min: 7, max: 700 },
      { ask: 'percent', kind: 'percent', initial: '15', min: 1, max: 100 },
      { ask: 'valid', kind: 'whole', initial: '30', min: 1, max: 365 },
    ],
    write: (pen, answers, name) => {
      const coupon = discountCoupon(pen, answers, name, number(answers.valid));
      pen.add('rules', spoken(name), 'win-back', {
        name,
        when: `no purchase for ${number(answers.silence)} days`,
        gives: { coupon },
      });
    },
  },

  referral: {
    icon: IconHeartHandshake,
    blocked: (base) => noUnit(base) ?? (base.document.referral ? 'hasReferral' : undefined),
    fields: (base) => [
      { ask: 'advocate', kind: 'whole', initial: '500', min: 1 },
      { ask: 'friend', kind: 'whole', initial: '200', min: 1 },
      ...unitField(base),
      money('minimum', 20)(base),
    ],
    write: (pen, answers, name) => {
      const unit = unitIn(pen, answers);
      pen.whole('referral', {
        name,
        ...minimumOf(answers.minimum),
        within: '3 months',
        after: '14 days',
        friend: { award: { unit, amount: number(answers.friend) } },
        advocate: { award: { unit, amount: number(answers.advocate) } },
        limits: [{ times: 10, every: 'year' }],
      });
    },
  },

  raffle: {
    icon: IconTicket,
    fields: (base) => [
      { ask: 'prize', kind: 'text', initial: '' },
      money('worth', 100, { isOptional: true })(base),
      { ask: 'draw', kind: 'day', initial: later(base.today, 30) },
      money('per', 10)(base),
    ],
    write: (pen, answers, name) => {
      const tickets = ticketUnit(pen);
      const draw = answers.draw ?? pen.base.today;
      pen.add('earning', `${spoken(name)} tickets`, 'raffle-tickets', {
        unit: tickets,
        give: 1,
        per: number(answers.per),
        whole: true,
        schedule: { until: later(draw, -1) },
      });
      const worth = number(answers.worth);
      pen.add('raffles', spoken(name), 'raffle', {
        name,
        tickets,
        draw: `${draw}T12:00`,
        prizes: { main: { name: answers.prize ?? '', ...(worth > 0 ? { worth } : {}) } },
      });
    },
  },

  reward: {
    icon: IconGift,
    blocked: noUnit,
    fields: (base) => [
      { ask: 'cost', kind: 'whole', initial: '500', min: 1 },
      ...unitField(base),
      { ask: 'stock', kind: 'whole', initial: '', min: 1, isOptional: true },
      money('worth', 5, { isOptional: true })(base),
    ],
    write: (pen, answers, name) => {
      const worth = number(answers.worth);
      pen.add('catalogue', spoken(name), 'reward', {
        name,
        cost: { [unitIn(pen, answers)]: number(answers.cost) },
        ...(answers.stock ? { stock: number(answers.stock) } : {}),
        ...(worth > 0 ? { worth } : {}),
      });
    },
  },

  delivery: {
    icon: IconTruckDelivery,
    fields: (base) => [money('minimum', 50)(base)],
    write: (pen, answers, name) => {
      pen.add('offers', spoken(name), 'free-delivery', {
        name,
        shipping: '100 %',
        ...minimumOf(answers.minimum),
      });
    },
  },
};

/** A code that no other coupon has; capitals do not matter in codes. */
function freeCode({ document, today }: Base): string {
  const coupons = Object.values(nodeOf(document.coupons)).map(nodeOf);
  const used = new Set(coupons.map(({ code }) => String(code ?? '').toUpperCase()));
  const base = `HELLO-${today.slice(0, 4)}`;
  let code = base;
  for (let count = 2; used.has(code); count += 1) code = `${base}-${count}`;
  return code;
}

function giftFields(base: Base): Field[] {
  const points: Field = { ask: 'points', kind: 'whole', initial: '200', min: 1 };
  const share: Field = { ask: 'percent', kind: 'percent', initial: '15', min: 1, max: 100 };
  if (base.units.length === 0) return [share];
  return [
    { ...points, onlyIf: { ask: 'gift', is: 'points' } },
    ...unitField(base).map((field) => ({
      ...field,
      onlyIf: { ask: 'gift' as const, is: 'points' },
    })),
    { ...share, onlyIf: { ask: 'gift', is: 'coupon' } },
  ];
}

function gift(pen: Pen, answers: Answers, name: Value): Value {
  if (answers.gift === 'points') {
    return { award: { unit: unitIn(pen, answers), amount: number(answers.points) } };
  }
  return { coupon: discountCoupon(pen, answers, name, 21) };
}

function discountCoupon(pen: Pen, answers: Answers, name: Value, days: number): string {
  return pen.add('coupons', `${spoken(name)} coupon`, 'gift-coupon', {
    valid_for: `${days} days`,
    offer: { name, percent: percent(answers.percent) },
  });
}

/** The document with what the answers ask for, and where that stands. */
export function written(key: PatternKey, base: Base, answers: Answers, name: Value) {
  const pen = new Pen(base);
  patterns[key].write(pen, answers, name);
  return { text: pen.text, places: pen.places };
}
