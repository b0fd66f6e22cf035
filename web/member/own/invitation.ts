import { invitationIn } from '@shared/invitation/link';

const KEPT = 'tessera.invited';

/**
 * The code of whoever invites the one at this browser: from the link that was opened just now, or from an earlier
 * one. A browser may forbid keeping anything; then it takes the link again.
 */
export function invitation(hash: string): string | undefined {
  const opened = invitationIn(hash);
  try {
    if (opened) localStorage.setItem(KEPT, opened);
    return opened ?? localStorage.getItem(KEPT) ?? undefined;
  } catch {
    return opened;
  }
}

/** Whoever is a member needs none any more. */
export function forgetInvitation(): void {
  try {
    localStorage.removeItem(KEPT);
  } catch {
    return;
  }
}
