import type { Raffle } from '@shared/api/types';
import { IconTicket } from '@tabler/icons-react';
import { useIfThere, useOwn } from '../../own/own';
import { useUnits } from '../../own/units';
import { Nothing } from '../../parts/Nothing';
import { Page, Section } from '../../parts/Page';
import { Reading } from '../../parts/Reading';
import { useLater } from '../../texts/use';

export default function Raffles() {
  const { t, locale } = useLater();
  const raffles = useIfThere('GET /v1/raffles', { query: { locale } });
  return (
    <Page title={t('raffles.title')} lead={t('raffles.lead')} back="/offers">
      <Reading of={raffles}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing
              icon={<IconTicket size={32} />}
              title={t('raffles.none')}
              text={t('raffles.noneHint')}
            />
          ) : (
            items.map((raffle) => <OneRaffle key={raffle.raffle} raffle={raffle} />)
          )
        }
      </Reading>
    </Page>
  );
}

function OneRaffle({ raffle }: { raffle: Raffle }) {
  const { t, format } = useLater();
  const units = useUnits();
  const balances = useOwn('GET /v1/members/{member_id}/balances').data?.items;
  const held = balances?.find((balance) => balance.unit === raffle.tickets)?.spendable ?? '0';
  const when = format.moment(raffle.draw_at);
  return (
    <Section
      title={raffle.name}
      aside={<span className="tag figures">{units.say(raffle.tickets, held)}</span>}
    >
      <div className="card stack-tight">
        <p>{raffle.drawn ? t('raffles.drawn', { when }) : t('raffles.draw', { when })}</p>
        <ul className="ticks">
          {raffle.prizes.map((prize) => (
            <li key={prize.prize}>
              {prize.count > 1 ? `${format.number(prize.count)} × ` : ''}
              {prize.name}
              {prize.worth ? ` · ${format.money(prize.worth, raffle.currency)}` : ''}
            </li>
          ))}
        </ul>
        {raffle.commitment && (
          <details className="quiet">
            <summary>{t('raffles.fair')}</summary>
            <p>{t('raffles.fairHint')}</p>
            <p className="code">{raffle.commitment}</p>
          </details>
        )}
      </div>
    </Section>
  );
}
