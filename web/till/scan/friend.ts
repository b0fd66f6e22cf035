import { invitationIn } from '@shared/invitation/link';

/** `7F3K-9QXA2`: nine letters and digits, none of which can be taken for another one. */
const CODE = /^[0-9A-HJKMNP-TV-Z]{4}-?[0-9A-HJKMNP-TV-Z]{5}$/i;

/** The code by which a member brings friends, where one was read: as it is, or in the link of an invitation. */
export function friendIn(text: string): string | undefined {
  const read = text.trim();
  const hash = read.indexOf('#');
  if (hash >= 0) return invitationIn(read.slice(hash));
  return CODE.test(read) ? read : undefined;
}
