import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';

interface Row {
  icon: ReactNode;
  title: string;
  hint?: string | undefined;
}

export function LinkRow(props: Row & { to: string }) {
  return (
    <Link href={props.to} className="row row-link">
      <RowInside {...props} />
      <IconChevronRight aria-hidden size={20} className="quiet" />
    </Link>
  );
}

export function RowInside({ icon, title, hint }: Row) {
  return (
    <>
      <span className="row-icon" aria-hidden>
        {icon}
      </span>
      <span className="row-text">
        <strong>{title}</strong>
        {hint && <span className="quiet">{hint}</span>}
      </span>
    </>
  );
}
