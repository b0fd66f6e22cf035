import { spendable } from '../sale/sale';
import type { Desk } from './desk';
import { LATE, within } from './patience';

/** Asks the server to reserve the units that somebody wants to pay with, so that they pay even without it. */
export class Reserving {
  private readonly desk: Desk;
  private placing: Promise<void> | undefined;

  constructor(desk: Desk) {
    this.desk = desk;
  }

  /** Until it is clear whether there is a hold in time; meanwhile no price is asked for. */
  get underWay(): Promise<void> | undefined {
    return this.placing;
  }

  start(unit: string): void {
    this.placing = this.inTime(unit).finally(() => {
      this.placing = undefined;
      this.desk.price();
    });
  }

  async giveBack(hold: string): Promise<void> {
    await this.desk.allowance.drop([hold]);
    if (!this.desk.isDown) await this.desk.allowance.release();
  }

  /** A hold that comes later is taken all the same, as long as it is wanted. */
  private async inTime(unit: string): Promise<void> {
    if ((await within(this.reserve(unit))) === LATE) this.desk.fared(LATE);
  }

  private async reserve(unit: string): Promise<void> {
    const { desk } = this;
    const { no, customer } = desk.state.sale;
    const balance = spendable(customer).find((one) => one.unit === unit);
    if (!customer?.member || !balance) return;
    const hold = await desk.allowance.place(customer.member.id, unit, balance.spendable);
    if (!hold) return;
    const { sale } = desk.state;
    const { points } = sale;
    if (sale.no === no && points?.unit === unit && !points.hold) {
      desk.change((old) => ({ ...old, points: { ...points, hold } }));
    } else await this.giveBack(hold);
  }
}
