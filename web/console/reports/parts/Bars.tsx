import { Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import { roundUp } from '../buckets';
import type { Rows } from '../rows';
import { Opens } from './Opens';

export interface Series {
  name: string;
  /** Which token fills it. */
  tone: 'strong' | 'soft';
}

export interface Bar {
  /** Short, below the bar. */
  tick: string;
  label: string;
  /** One exact decimal per series. */
  parts: string[];
  /** Where the rows of these numbers are. */
  rows: Rows;
}

const MOST_TICKS = 8;

/** Bars, drawn without a library; the same numbers stand in a table below. */
export function Bars(props: {
  series: Series[];
  bars: Bar[];
  /** Parts of a whole are stacked; others stand beside each other. */
  areParts: boolean;
  format: (decimal: string) => string;
  /** Short, for the axis. */
  round: (value: number) => string;
}) {
  const { t } = useTexts();
  const { series, bars, areParts, format, round } = props;
  const [at, setAt] = useState<number>();
  const heights = bars.map(({ parts }) => {
    const numbers = parts.map(Number);
    return areParts ? numbers.reduce((a, b) => a + b, 0) : Math.max(...numbers);
  });
  const top = roundUp(Math.max(0, ...heights));
  const every = Math.ceil(bars.length / MOST_TICKS);
  const looked = at === undefined ? undefined : bars[at];
  return (
    <figure className="chart">
      <figcaption>
        <ul className="legend">
          {series.map((one, index) => (
            <li key={one.name}>
              <span className={`chart-swatch is-${one.tone}`} aria-hidden />
              {one.name}
              {looked && <b className="figures">{format(looked.parts[index] ?? '0')}</b>}
            </li>
          ))}
          <li className="looked">{looked?.label}</li>
        </ul>
      </figcaption>
      <div className="plot" aria-hidden onPointerLeave={() => setAt(undefined)}>
        <span className="axis is-top">{round(top)}</span>
        <span className="axis is-middle">{round(top / 2)}</span>
        {bars.map((bar, index) => (
          <div
            key={bar.label}
            className="bar"
            data-looked={index === at || undefined}
            onPointerEnter={() => setAt(index)}
          >
            <div className={areParts ? 'bar-stack' : 'bar-pair'}>
              {bar.parts.map((part, of) => (
                <span
                  key={series[of]?.name}
                  className={`is-${series[of]?.tone}`}
                  style={{ height: `${(100 * Math.max(0, Number(part))) / top}%` }}
                />
              ))}
            </div>
            <span className="tick" data-minor={(index / every) % 2 === 1 || undefined}>
              {index % every === 0 ? bar.tick : ''}
            </span>
          </div>
        ))}
      </div>
      <details className="as-table">
        <summary>{t('reports.asTable')}</summary>
        <Table className="figures">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('reports.when')}</Table.Th>
              {series.map((one) => (
                <Table.Th scope="col" ta="right" key={one.name}>
                  {one.name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {bars.map((bar) => (
              <Table.Tr key={bar.label}>
                <Table.Th scope="row">
                  <Link {...bar.rows} className="figure-link">
                    {bar.label}
                    <Opens to={bar.rows.to} />
                  </Link>
                </Table.Th>
                {bar.parts.map((part, of) => (
                  <Table.Td ta="right" key={series[of]?.name}>
                    {format(part)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </details>
      {bars.length === 0 && <Text c="dimmed">{t('reports.nothing')}</Text>}
    </figure>
  );
}
