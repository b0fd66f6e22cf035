/** What every request needs to know, and what it may have to tell. One per page. */
export const wire = {
  /** Language of the answers. */
  locale: 'en',
  /** Proves that a change comes from our own page; the session bears it. */
  formToken: undefined as string | null | undefined,
  /** Fetches the session again when its token does not fit any more, as after signing in elsewhere. */
  renewFormToken: async (): Promise<void> => {},
  /** The session is over. */
  onSessionEnded: (): void => {},
};
