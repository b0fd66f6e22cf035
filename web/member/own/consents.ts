export const CHANNELS = ['email', 'sms', 'push', 'messenger'] as const;
export const PURPOSES = ['offers', 'points', 'reminders', 'surveys'] as const;
export type Channel = (typeof CHANNELS)[number];
export type Purpose = (typeof PURPOSES)[number];

/**
 * The whole list after one switch. What this screen does not know, such as the name on a leaderboard, stays as
 * it is.
 */
export function switched(consents: readonly string[], one: string, on: boolean): string[] {
  const others = consents.filter((consent) => consent !== one);
  return on ? [...others, one] : others;
}
