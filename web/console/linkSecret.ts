/**
 * What a link bears behind its `#`. It stands there because browsers send no fragment to a server: the secret
 * appears in no log. It stays in the address until it is used, so that loading the page again loses nothing.
 */
export const secretIn = (hash: string): string | undefined =>
  new URLSearchParams(hash.replace(/^#/, '')).get('token') || undefined;
