import type { Permission } from '@shared/api/people';
import type { Receipt } from '@shared/api/types';

const DAY_MS = 86_400_000;

/** Whether a receipt that nobody was known at can be given to a member; the server knows it to the minute. */
export function canBeGiven(receipt: Receipt, days: number | undefined, now: number): boolean {
  if (!days || receipt.member || receipt.returned?.complete) return false;
  // Days of the shop may be an hour longer, when its clocks are put back.
  return now < Date.parse(receipt.at) + (days + 1) * DAY_MS;
}

/** Whoever gives it has to find the member first. */
export const mayGive = (may: (permission: Permission) => boolean): boolean =>
  may('members.see') && (may('members.change') || may('serve'));
