import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useTexts } from '../texts/use';

/** A screen: its name, the way back where it lies deeper, its content. */
export function Page(props: { title: string; lead?: string; back?: string; children: ReactNode }) {
  const { t } = useTexts();
  return (
    <div className="page">
      {props.back && (
        <Link href={props.back} className="back">
          <IconArrowLeft aria-hidden size={20} />
          {t('back')}
        </Link>
      )}
      <h1>{props.title}</h1>
      {props.lead && <p className="lead">{props.lead}</p>}
      {props.children}
    </div>
  );
}

export function Section(props: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="section">
      <header>
        <h2>{props.title}</h2>
        {props.aside}
      </header>
      {props.children}
    </section>
  );
}
