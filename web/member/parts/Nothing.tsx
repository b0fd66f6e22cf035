import type { ReactNode } from 'react';

/** Nothing there yet: what will be here, and how it comes. */
export function Nothing(props: { icon: ReactNode; title: string; text: string }) {
  return (
    <div className="nothing">
      <span className="nothing-icon" aria-hidden>
        {props.icon}
      </span>
      <h2>{props.title}</h2>
      <p>{props.text}</p>
    </div>
  );
}
