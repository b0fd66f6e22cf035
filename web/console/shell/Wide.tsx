import type { ReactNode } from 'react';

/** Room for a table that may be wider than the screen. */
export function Wide(props: { label: string; className?: string; children: ReactNode }) {
  const { label, className = '', children } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than the screen is scrolled by keyboard
    <section className={`wide ${className}`} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
