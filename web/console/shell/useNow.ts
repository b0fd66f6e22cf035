import { useRead } from '@shared/api/hooks';
import { useSession } from '@shared/session/session';

/** The moment on the clock of the shop: what it showed when it was read, and what went by since. */
export const shopNow = (told: { now: string; readAt: number } | undefined, machine: number): Date =>
  new Date(told ? Date.parse(told.now) + machine - told.readAt : machine);

/** What time it is at the shop. In test mode that is not the time of this machine: the clock of the shop can be moved. */
export function useNow(): Date {
  const { data: session } = useSession();
  const isSandbox = useRead('GET /v1/branding', {}).data?.sandbox ?? false;
  const enabled = isSandbox && Boolean(session);
  const clock = useRead('GET /v1/sandbox/clock', {}, { enabled });
  const told = clock.data && { now: clock.data.now, readAt: clock.dataUpdatedAt };
  return shopNow(told, Date.now());
}
