import { Link } from '@tanstack/react-router';
import type { Rows } from '../rows';
import { Opens } from './Opens';

/** A figure inside of a table; opens the rows that it counts. */
export function FigureLink(props: {
  /** What it is about: who hears it does not see the head of its column. */
  what: string;
  value: string;
  rows: Rows;
}) {
  return (
    <Link {...props.rows} className="figure-link">
      <span className="heard">{props.what}</span>
      {props.value}
      <Opens to={props.rows.to} />
    </Link>
  );
}
