/** The key that does the same, for those who have one. */
export const Key = ({ name }: { name: string }) => (
  <kbd className="key" aria-hidden>
    {name}
  </kbd>
);
