const NAME = 'code';

/** Letters, digits and dashes: whatever else stands in an address is not shown in the name of a shop. */
const CODE = /^[A-Za-z0-9-]{4,32}$/;

/**
 * By which a member brings friends. The code stands behind the `#`, which browsers send to no server: it appears
 * in no log.
 */
export const invitationLink = (origin: string, code: string): string =>
  `${origin}/app/invited#${new URLSearchParams({ [NAME]: code })}`;

/** The code of an invitation, when such a link was opened. */
export function invitationIn(hash: string): string | undefined {
  const code = new URLSearchParams(hash.replace(/^#/, '')).get(NAME) ?? '';
  return CODE.test(code) ? code : undefined;
}
