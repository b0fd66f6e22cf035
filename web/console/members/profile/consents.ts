/** `email/offers` and `email/points` under one channel, in the order in which they were given. */
export function consentsByChannel(consents: readonly string[]): [string, string[]][] {
  const channels = new Map<string, string[]>();
  for (const consent of consents) {
    const [channel = '', ...purpose] = consent.split('/');
    const known = channels.get(channel) ?? [];
    channels.set(channel, purpose.length > 0 ? [...known, purpose.join('/')] : known);
  }
  return [...channels];
}

/** Here people agree to something, and not to being written to: to joining at a till, to their name on a leaderboard. */
const WITHOUT_LETTERS = ['till', 'app'];

/** Whether there is a channel through which anything at all may be sent to them. */
export const mayWrite = (consents: readonly string[]): boolean =>
  consentsByChannel(consents).some(([channel]) => !WITHOUT_LETTERS.includes(channel));
