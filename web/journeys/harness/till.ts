import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { MemberId, ReceiptRow } from '../../shared/api/types';
import type { Caller } from './api';
import { type Known, member } from './people';
import type { Server } from './server';
import { cake, sell } from './shop';
import type { textsOf } from './texts';
import type { Visit } from './visit';

/** The number of the card that a scanner reads. */
export const CARD = '2012345678903';
/** What the server learns by itself takes a moment. */
export const POLL = { timeout: 20_000 };

/** Gives a member a card. */
export const giveCard = (admin: Caller, who: Known) =>
  admin.ask('POST /v1/members/{member_id}/identities', {
    path: { member_id: who.id },
    body: { kind: 'card', value: CARD },
  });

/** Somebody with a card who bought once, and the books about them. */
export async function regular(server: Server, price: number) {
  const mira = await member(server, 'Mira', '+4915112345678');
  await giveCard(server.admin, mira);
  await sell(server.admin, mira, cake(price));
  return { mira, books: new Books(server.admin) };
}

/** The counter as a cashier sees it. */
export class Counter {
  readonly page: Page;

  constructor(
    readonly visit: Visit,
    readonly t: Awaited<ReturnType<typeof textsOf<'till'>>>,
  ) {
    this.page = visit.page;
  }

  async open(): Promise<void> {
    await this.visit.open('/till/');
    await this.page.getByLabel(this.t('scan.label')).waitFor();
  }

  get strip(): Locator {
    return this.page.getByRole('region', { name: this.t('member.label') });
  }

  get receipt(): Locator {
    return this.page.getByRole('region', { name: this.t('receipt.label') });
  }

  get done(): Locator {
    return this.page.getByRole('region', { name: this.t('done.label') });
  }

  get price(): Locator {
    return this.page.getByLabel(this.t('entry.price'));
  }

  /** The button that says how the server can be reached. */
  reach(name: 'up' | 'slow' | 'down'): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${this.t(`reach.${name}`)}`) });
  }

  /** The same button, when so many receipts wait. */
  waiting(count: number): Locator {
    return this.page.getByRole('button', { name: new RegExp(this.t('queue.count', { count })) });
  }

  async finish(): Promise<void> {
    await this.page.getByRole('button', { name: this.t('receipt.finish') }).click();
  }

  /** Types a price that the server tells the points of. */
  async quoted(price: string): Promise<void> {
    await this.price.fill(price);
    await this.receipt.getByText(this.t('receipt.earns')).first().waitFor();
  }

  /** Types a price and takes the money while nothing answers. */
  async sellAlone(price: string): Promise<void> {
    await this.price.fill(price);
    await this.receipt.getByText(this.t('alone.title')).waitFor();
    await this.finish();
    await this.done.getByText(this.t('done.kept')).waitFor();
  }

  /** Takes the last sale back: a tap, and a yes. */
  async undo(): Promise<void> {
    await this.page.getByRole('button', { name: this.t('undo.open') }).click();
    await this.page.getByRole('button', { name: this.t('undo.yes') }).click();
    await this.done.getByText(this.t('done.undone')).waitFor();
  }
}

/** What the books of the shop say. */
export class Books {
  constructor(private readonly admin: Caller) {}

  async points(id: MemberId): Promise<{ spendable: number; held: number }> {
    const path = { member_id: id };
    const { items } = await this.admin.ask('GET /v1/members/{member_id}/balances', { path });
    const balance = items.find((one) => one.unit === 'points');
    return { spendable: Number(balance?.spendable ?? 0), held: Number(balance?.held ?? 0) };
  }

  /** Lists and reports follow the books: until they have. */
  async caughtUp(): Promise<void> {
    const lag = async () => (await this.admin.ask('GET /v1/summary', {})).lag;
    await expect.poll(lag, POLL).toBe(0);
  }

  /** Newest first: of a member, or of the whole shop. */
  async receipts(member?: MemberId): Promise<ReceiptRow[]> {
    await this.caughtUp();
    const query = { limit: 100, ...(member && { member }) };
    return (await this.admin.ask('GET /v1/receipts', { query })).items;
  }

  /** Waits until a member has so many points, and none of them reserved. */
  async pointsBecome(id: MemberId, spendable: number): Promise<void> {
    await expect.poll(() => this.points(id), POLL).toEqual({ spendable, held: 0 });
  }
}
