import { Text } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTexts } from '../../texts/use';
import type { Rows } from '../rows';
import { Opens } from './Opens';

export interface FigureProps {
  label: string;
  value: string;
  /** Growth against the period before, as a share. */
  change?: number | undefined;
  note?: ReactNode;
  /** Where its rows are. */
  rows: Rows;
}

/** From so many letters on, a number is written smaller to stay in one line. */
const LONG = 11;

/** A number with its meaning; opens the rows that it counts. */
export function Figure({ label, value, change, note, rows }: FigureProps) {
  return (
    <Link {...rows} className="card figure">
      <Text c="dimmed" size="sm">
        {label}
      </Text>
      <div className="figure-value" data-long={value.length > LONG || undefined}>
        {value}
      </div>
      <div className="figure-foot">
        {change !== undefined && <Change share={change} />}
        {note && (
          <Text size="sm" c="dimmed" component="span">
            {note}
          </Text>
        )}
      </div>
      <Opens to={rows.to} />
    </Link>
  );
}

/** Less than a tenth of a percent is no news. */
const SAME = 0.0005;

function Change({ share }: { share: number }) {
  const { t, format } = useTexts();
  const isUp = share >= 0;
  const Arrow = isUp ? IconArrowUpRight : IconArrowDownRight;
  if (Math.abs(share) < SAME) return <span className="change">{t('reports.same')}</span>;
  return (
    <span className="change" title={t('reports.thanBefore')}>
      <Arrow size={16} aria-hidden />
      {t(isUp ? 'reports.up' : 'reports.down', { share: format.share(Math.abs(share)) })}
    </span>
  );
}
