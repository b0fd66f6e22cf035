import { Badge, Button, Group, Text } from '@mantine/core';
import { nameOf, useChange, useRead } from '@shared/api/hooks';
import type { Raffle, RaffleFigures } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { IconTicket } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { FRESH_MS } from '../../reports/useToday';
import { Confirm } from '../../screens/Confirm';
import { Page } from '../../shell/Page';
import { useNow } from '../../shell/useNow';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { OffersNav } from '../OffersNav';
import { Draw } from './Draw';
import { stageOf } from './stage';

export default function Raffles() {
  const { t, locale } = useTexts();
  const { data: session } = useSession();
  const raffles = useRead('GET /v1/raffles', { query: { locale } });
  const rows = raffles.data?.items;
  const enabled = may(session, 'reports.see');
  const figures = useRead('GET /v1/reports/raffles', {}, { enabled, everyMs: FRESH_MS });
  return (
    <Page title={t('raffles.title')} lead={t('raffles.lead')}>
      <OffersNav />
      {raffles.isPending && <WaitingRows rows={2} height={170} />}
      <ProblemNote error={raffles.error} onRetry={raffles.refetch} />
      {rows?.length === 0 && (
        <Empty
          icon={<IconTicket size={32} />}
          title={t('raffles.emptyTitle')}
          text={t('raffles.emptyText')}
          action={
            may(session, 'programme.edit') && (
              <Button
                renderRoot={(root) => (
                  <Link to="/offers/new/$pattern" params={{ pattern: 'raffle' }} {...root} />
                )}
              >
                {t('pattern.raffle')}
              </Button>
            )
          }
        />
      )}
      <ul className="rows">
        {rows?.map((raffle) => (
          <RaffleCard
            key={raffle.raffle}
            raffle={raffle}
            figures={figures.data?.items.find((row) => row.raffle === raffle.raffle)}
            mayDraw={may(session, 'programme.publish')}
          />
        ))}
      </ul>
    </Page>
  );
}

const COLOURS = { planned: 'warn', open: 'good', due: 'primary', drawn: 'gray' } as const;

function RaffleCard(props: {
  raffle: Raffle;
  figures: RaffleFigures | undefined;
  mayDraw: boolean;
}) {
  const { raffle, figures, mayDraw } = props;
  const { t, format } = useTexts();
  const when = useWhen();
  const [asked, setAsked] = useState<'open' | 'draw'>();
  const stage = stageOf(raffle, +useNow());
  return (
    <li className="card">
      <Group justify="space-between" align="start" gap="sm">
        <div>
          <Group gap="xs">
            <Text fw={650} size="lg">
              {raffle.name}
            </Text>
            <Badge
              color={COLOURS[stage]}
              variant={stage === 'drawn' ? 'default' : 'light'}
              tt="none"
            >
              {t(`stage.${stage}`)}
            </Badge>
          </Group>
          <Text c="dimmed">{t('raffles.drawAt', { when: when.moment(raffle.draw_at) })}</Text>
        </div>
        <Group gap="xs">
          {mayDraw && stage === 'planned' && (
            <Button onClick={() => setAsked('open')}>{t('raffles.open')}</Button>
          )}
          {mayDraw && stage === 'due' && (
            <Button onClick={() => setAsked('draw')}>{t('raffles.draw')}</Button>
          )}
          {stage === 'drawn' && (
            <Button
              variant="light"
              renderRoot={(root) => (
                <Link to="/offers/raffles/$raffle" params={{ raffle: raffle.raffle }} {...root} />
              )}
            >
              {t('raffles.record')}
            </Button>
          )}
        </Group>
      </Group>
      <ul className="terms" style={{ marginTop: 14 }}>
        {raffle.prizes.map((prize) => (
          <li key={prize.prize}>
            {prize.count > 1 ? `${format.number(prize.count)} × ` : ''}
            {prize.name}
            {prize.worth ? ` · ${format.money(prize.worth, raffle.currency)}` : ''}
          </li>
        ))}
      </ul>
      {figures && stage !== 'drawn' && (
        <Text mt="sm" fw={600} className="figures">
          {t('draw.total', {
            tickets: format.number(figures.entries),
            members: format.number(figures.entrants),
          })}
        </Text>
      )}
      <Text size="sm" mt="sm" c="dimmed">
        {t(`stageText.${stage}`)}
      </Text>
      {raffle.commitment && stage !== 'drawn' && (
        <Text size="sm" mt={4}>
          {t('raffles.commitment')} <span className="code">{raffle.commitment}</span>
        </Text>
      )}
      {asked === 'open' && <Open raffle={raffle} onClose={() => setAsked(undefined)} />}
      {asked === 'draw' && <Draw raffle={raffle} onClose={() => setAsked(undefined)} />}
    </li>
  );
}

function Open({ raffle, onClose }: { raffle: Raffle; onClose: () => void }) {
  const { t } = useTexts();
  const open = useChange('POST /v1/raffles/{raffle}/open');
  const client = useQueryClient();
  const after = async () => {
    await client.invalidateQueries({ queryKey: nameOf('GET /v1/raffles') });
    onClose();
  };
  return (
    <Confirm
      title={t('raffles.openTitle', { name: raffle.name })}
      text={t('raffles.openText')}
      act={t('raffles.open')}
      isBusy={open.isPending}
      error={open.error}
      isHarmless
      onClose={onClose}
      onAct={() => open.mutate({ path: { raffle: raffle.raffle } }, { onSuccess: after })}
    />
  );
}
