import { Text, Title } from '@mantine/core';
import type { Effect, LedgerEntry } from '@shared/api/types';
import { useAuthors } from '../../programme/inForce';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { sentenceOf } from '../profile/sentence';
import { Bookings } from './Bookings';
import { Others } from './Others';
import { RuleCard } from './RuleCard';

export function WhyEntry({ entry, effect }: { entry: LedgerEntry; effect?: number | undefined }) {
  const { t, find, locale } = useTexts();
  const when = useWhen();
  const shown = entry.effects.filter((one) => effect === undefined || one.index === effect);
  const postings = entry.postings.filter((one) => effect === undefined || one.effect === effect);
  return (
    <article className="why">
      <Text size="sm" c="dimmed">
        {find(`activity:${entry.activity}`) ?? entry.activity} · {when.moment(entry.at)}
      </Text>
      {shown.length === 0 && <Text mt="xs">{t('why.noEffect')}</Text>}
      {shown.map((one) => (
        <div key={one.index} className="why-effect">
          <Title order={3} size="h4">
            {sentenceOf(one, locale) ?? find(`effect:${one.kind}`) ?? one.kind}
          </Title>
          <Rule effect={one} version={entry.programme_version} />
        </div>
      ))}
      {postings.length > 0 && <Bookings postings={postings} />}
      {entry.receipt && <Others receiptId={entry.receipt} />}
      <Facts entry={entry} />
    </article>
  );
}

function Rule({ effect, version }: { effect: Effect; version: number | null | undefined }) {
  const { t } = useTexts();
  if (effect.rule && version) return <RuleCard rule={effect.rule} version={version} />;
  return (
    <Text c="dimmed" mt={4}>
      {version ? t('why.noRule', { version }) : t('why.noVersion')}
    </Text>
  );
}

function Facts({ entry }: { entry: LedgerEntry }) {
  const { t } = useTexts();
  const authorOf = useAuthors();
  const when = useWhen();
  const rows: [string, string][] = [
    [t('why.number'), String(entry.seq)],
    [t('why.recorded'), when.moment(entry.recorded_at)],
  ];
  if (entry.actor) rows.push([t('why.actor'), authorOf(entry.actor)]);
  rows.push([t('why.entry'), entry.id]);
  return (
    <dl className="facts">
      {rows.map(([term, text]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
