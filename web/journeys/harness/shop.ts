import { fileURLToPath } from 'node:url';
import type { NewLine, Receipt } from '../../shared/api/types';
import type { Caller } from './api';
import { counter, type Known, member, owner, type Person } from './people';
import type { Server } from './server';

/** A coffee bar with one of everything that a screen can show. */
export const PROGRAMME = fileURLToPath(new URL('../shop.yaml', import.meta.url));

export const coffee = (quantity: number, price = 3): NewLine => ({
  sku: 'latte',
  name: 'Latte',
  category: 'coffee',
  quantity: String(quantity),
  price: String(price),
});
export const cake = (price: number): NewLine => ({
  sku: 'torte',
  name: 'Torte',
  category: 'cake',
  price: String(price),
});

/** A sale that a till system sends. */
export const sell = (api: Caller, who: Known, ...lines: NewLine[]): Promise<Receipt> =>
  api.ask('POST /v1/receipts', { body: { store: { id: 'main' }, member: { id: who.id }, lines } });

/** A shop in which things have happened. */
export interface Stocked {
  owner: Person;
  members: Known[];
  /** The account that went into the one of the first member. */
  ended: string;
  batch: string;
  receipt: string;
  webhook: string;
}

const NAMES = [
  'Mira Aliyeva',
  'Jonas Weber',
  'Ayu Lestari',
  'Иван Петров',
  'Zoë Müller-Lüdenscheidt',
];

/** Fills a shop, so that every screen has something to show. */
export async function stock(server: Server): Promise<Stocked> {
  const { admin } = server;
  const olga = await owner(server);
  await counter(olga);
  await olga.api.ask('POST /v1/tills', { body: { name: 'Terrace', store: 'garden' } });
  await olga.api.ask('POST /v1/staff', {
    body: { name: 'Ada', email: 'ada@example.org', role: 'analyst' },
  });
  await olga.api.ask('POST /v1/affiliates', {
    body: { key: 'blog', name: 'A blog about coffee', terms: 'regular' },
  });
  const { id: batch } = await olga.api.ask('POST /v1/coupon-batches', {
    body: { coupon: 'printed', count: 12 },
  });
  await olga.api.ask('POST /v1/raffles/{raffle}/open', { path: { raffle: 'spring' } });
  const { id: webhook } = await olga.api.ask('POST /v1/webhooks', {
    body: { url: 'https://example.org/hook' },
  });
  await olga.api.ask('POST /v1/api-keys', { body: { name: 'Till system', role: 'till' } });
  const members: Known[] = [];
  let receipt = '';
  for (const [at, name] of NAMES.entries()) {
    const one = await member(server, name, `+99450123456${at}`);
    members.push(one);
    await sell(admin, one, coffee(at + 3), cake(4.5));
    receipt = (await sell(admin, one, cake(20 + 40 * at))).id;
  }
  await aBusyMember(admin, members[0]);
  const ended = await joinedTwice(server, members[0]);
  return { owner: olga, members, ended, batch, receipt, webhook };
}

/** A second account of somebody, with something on it, that became one with the first. */
async function joinedTwice(server: Server, who: Known | undefined): Promise<string> {
  const again = await member(server, 'M. Aliyeva', '+994507654321');
  await sell(server.admin, again, cake(12));
  await server.admin.ask('POST /v1/members/{member_id}/merge', {
    path: { member_id: again.id },
    body: { into: { id: who?.id ?? '' } },
  });
  return again.id;
}

/** Somebody who uses whatever there is to use. */
async function aBusyMember(admin: Caller, who: Known | undefined): Promise<void> {
  const path = { member_id: who?.id ?? '' };
  const adjustment = { unit: 'points', amount: '60', reason: 'The coffee was cold' };
  await admin.ask('POST /v1/members/{member_id}/adjustments', { path, body: adjustment });
  await admin.ask('POST /v1/members/{member_id}/claims', { path, body: { reward: 'mug' } });
  await admin.ask('POST /v1/members/{member_id}/coupons', { path, body: { coupon: 'printed' } });
  const gift = { type: 'gift', value: '25', member: { id: path.member_id } };
  await admin.ask('POST /v1/certificates', { body: gift });
  const group = { kind: 'family', head: { id: path.member_id } };
  await admin.ask('POST /v1/groups', { body: group });
  const review = { event: 'review', member: { id: path.member_id }, reference: 'one' };
  await admin.ask('POST /v1/events', {
    body: { ...review, evidence: 'https://example.org/review' },
  });
}
