import { IconHeartHandshake, IconTicket, IconTrophy, IconUsersPlus } from '@tabler/icons-react';
import { useOwn, useOwnSpoken } from '../../own/own';
import { useSections } from '../../own/sections';
import { LinkRow } from '../../parts/LinkRow';
import { Nothing } from '../../parts/Nothing';
import { Page, Section } from '../../parts/Page';
import { Reading } from '../../parts/Reading';
import { useLater } from '../../texts/use';
import { Activation } from './Activation';
import { Choices } from './Choices';
import { Coupons } from './Coupons';

export default function Offers() {
  const { t } = useLater();
  const has = useSections();
  const activations = useOwnSpoken('GET /v1/members/{member_id}/activations');
  const coupons = useOwn('GET /v1/members/{member_id}/coupons');
  const choices = useOwnSpoken('GET /v1/members/{member_id}/choices');
  const isEmpty =
    [activations, coupons, choices].every((list) => list.data?.items.length === 0) && !has.offers;
  return (
    <Page title={t('offers.title')}>
      {isEmpty && (
        <Nothing
          icon={<IconTicket size={32} />}
          title={t('offers.none')}
          text={t('offers.noneHint')}
        />
      )}
      <Reading of={activations}>
        {({ items }) =>
          items.length > 0 && (
            <Section title={t('activate.title')}>
              <p className="lead">{t('activate.lead')}</p>
              {items.map((offer) => (
                <Activation key={offer.offer} offer={offer} />
              ))}
            </Section>
          )
        }
      </Reading>
      <Reading of={coupons}>{({ items }) => <Coupons items={items} />}</Reading>
      <Reading of={choices}>{({ items }) => <Choices items={items} />}</Reading>
      <div className="rows">
        {(has.challenges || has.boards) && (
          <LinkRow
            to="/offers/challenges"
            icon={<IconTrophy />}
            title={t('challenges.title')}
            hint={t('challenges.hint')}
          />
        )}
        {has.raffles && (
          <LinkRow
            to="/offers/raffles"
            icon={<IconTicket />}
            title={t('raffles.title')}
            hint={t('raffles.hint')}
          />
        )}
        {has.causes && (
          <LinkRow
            to="/offers/causes"
            icon={<IconHeartHandshake />}
            title={t('causes.title')}
            hint={t('causes.hint')}
          />
        )}
        {has.referral && (
          <LinkRow
            to="/offers/invite"
            icon={<IconUsersPlus />}
            title={t('invite.title')}
            hint={t('invite.hint')}
          />
        )}
      </div>
    </Page>
  );
}
