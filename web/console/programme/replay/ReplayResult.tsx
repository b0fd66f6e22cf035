import { Stack, Table, Text, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import type { ReplayResult as Result } from '@shared/api/types';
import { IconArrowDown, IconArrowRight, IconArrowUp } from '@tabler/icons-react';
import { useBook } from '../../members/document/useBook';
import { MemberName } from '../../offers/MemberName';
import { useTexts } from '../../texts/use';
import { spoken } from '../document/model';
import { differenceOf, partsOf, shareOf, signOf } from './share';

/** What would have been different: the cost first, then for whom. */
export function ReplayResult({ result }: { result: Result }) {
  const { t } = useTexts();
  return (
    <Stack gap="lg">
      <div>
        <Text c="dimmed">{t('replay.over', { count: result.receipts })}</Text>
        {result.refused > 0 && <Text>{t('replay.refused', { count: result.refused })}</Text>}
      </div>
      <Cost result={result} />
      <Members result={result} />
      <Moves result={result} />
      <Examples result={result} />
    </Stack>
  );
}

function Cost({ result }: { result: Result }) {
  const { t, format } = useTexts();
  const programme = useRead('GET /v1/programme', {});
  const units = new Map(programme.data?.units.map((unit) => [unit.key, unit]));
  const { before, after, currency } = result;
  const share = (bps: number) => format.share(shareOf(bps));
  const rows = [
    {
      name: t('replay.discount'),
      before: before.discount,
      after: after.discount,
      shown: (amount: string) => format.money(amount, currency),
    },
    ...after.units.map(({ unit, issued }) => ({
      name: t('replay.issued', { unit: units.get(unit)?.name ?? unit }),
      before: before.units.find((one) => one.unit === unit)?.issued ?? '0',
      after: issued,
      shown: (amount: string) => format.amount(amount),
    })),
  ];
  const rise = after.share_bps - before.share_bps;
  return (
    <section className="card">
      <div className="replay-shares">
        <div>
          <Text c="dimmed" size="sm">
            {t('replay.before')}
          </Text>
          <div className="figure-value">{share(before.share_bps)}</div>
        </div>
        <IconArrowRight size={28} aria-hidden />
        <div>
          <Text c="dimmed" size="sm">
            {t('replay.after')}
          </Text>
          <div className="economy-share">{share(after.share_bps)}</div>
        </div>
      </div>
      <Text fw={600} mb="md">
        {rise === 0
          ? t('replay.sameCost')
          : t(rise > 0 ? 'replay.dearer' : 'replay.cheaper', { share: share(Math.abs(rise)) })}
      </Text>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table must be scrollable by keyboard */}
      <section className="wide" tabIndex={0} aria-label={t('replay.cost')}>
        <Table className="figures" verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('replay.cost')}</Table.Th>
              <Table.Th scope="col" ta="right">
                {t('replay.before')}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {t('replay.after')}
              </Table.Th>
              <Table.Th scope="col" ta="right">
                {t('replay.difference')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => {
              const difference = differenceOf(row.before, row.after);
              return (
                <Table.Tr key={row.name}>
                  <Table.Th scope="row">{row.name}</Table.Th>
                  <Table.Td ta="right">{row.shown(row.before)}</Table.Td>
                  <Table.Td ta="right">{row.shown(row.after)}</Table.Td>
                  <Table.Td ta="right">
                    {signOf(difference) > 0 && '+'}
                    {row.shown(difference)}
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </section>
    </section>
  );
}

function Members({ result }: { result: Result }) {
  const { t, format } = useTexts();
  const parts = partsOf(result);
  return (
    <section className="card">
      <Title order={2} size="h3" mb="sm">
        {t('replay.members')}
      </Title>
      <div className="replay-bar" aria-hidden>
        {parts.map(({ key, share }) => (
          <span key={key} data-part={key} style={{ width: `${100 * share}%` }} />
        ))}
      </div>
      <ul className="replay-parts">
        {parts.map(({ key, count, share }) => (
          <li key={key}>
            <span className="replay-dot" data-part={key} aria-hidden />
            <div className="figure-value">{format.number(count)}</div>
            <Text size="sm" c="dimmed">
              {t(`replay.${key}`, { share: format.share(share) })}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Moves({ result }: { result: Result }) {
  const { t } = useTexts();
  const book = useBook();
  if (result.tiers.length === 0) return null;
  // A tier that only the text has which is tried is called by its key.
  const nameOf = (track: string, tier: string | null | undefined) =>
    tier ? (book?.tierName(track, tier) ?? spoken(tier)) : t('replay.noTier');
  return (
    <section className="card">
      <Title order={2} size="h3" mb="sm">
        {t('replay.tiers')}
      </Title>
      <ul className="rows">
        {result.tiers.map((move) => (
          <li key={`${move.track}/${move.from}/${move.to}`} className="replay-move">
            <b>{nameOf(move.track, move.from)}</b>
            <IconArrowRight size={18} aria-hidden />
            <span className="heard">{t('replay.to')}</span>
            <b>{nameOf(move.track, move.to)}</b>
            <Text c="dimmed" span>
              {t('replay.moved', { count: move.members })}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Examples({ result }: { result: Result }) {
  const { t, format } = useTexts();
  if (result.examples.length === 0) return null;
  const money = (amount: string) => format.money(amount, result.currency);
  return (
    <section className="card">
      <Title order={2} size="h3">
        {t('replay.examples')}
      </Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('replay.examplesText')}
      </Text>
      <ul className="rows">
        {result.examples.map((one) => {
          const difference = differenceOf(one.before, one.after);
          const isLess = signOf(difference) < 0;
          const Icon = isLess ? IconArrowDown : IconArrowUp;
          return (
            <li key={one.member} className="replay-example">
              <MemberName id={one.member} />
              <span className="figures">
                {money(one.before)} → {money(one.after)}
              </span>
              <b className="figures with-icon" data-part={isLess ? 'losers' : 'winners'}>
                <Icon size={18} aria-hidden />
                {!isLess && '+'}
                {money(difference)}
              </b>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
