import { ActionIcon, Badge, Button, Loader, Text } from '@mantine/core';
import { IconUser, IconUserPlus, IconUserQuestion, IconX } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import type { Customer } from '../sale/sale';
import { useTexts } from '../texts/use';
import { useCounter } from './desk';
import { Extras } from './Extras';
import { useFigures } from './figures';
import { Key } from './Key';
import { LastReceipt } from './LastReceipt';
import { useShortcut } from './useShortcut';

const Enrolment = lazy(() => import('./Enrolment'));

/** Who stands there, and what they have. */
export function MemberStrip() {
  const { t } = useTexts();
  const { desk, reader, state } = useCounter();
  const [isEnrolling, setEnrolling] = useState(false);
  const { customer } = state.sale;
  const isDown = state.reach === 'down';
  const canEnrol = !isDown && (!customer || customer.state === 'absent');
  useShortcut('F7', () => {
    if (canEnrol) setEnrolling(true);
  });
  return (
    <section
      className="strip"
      aria-label={t('member.label')}
      aria-busy={customer?.state === 'asking'}
    >
      {customer ? <Who customer={customer} /> : <Nobody />}
      <div className="strip-actions">
        <LastReceipt />
        {customer?.state === 'known' && customer.member && <Extras member={customer.member} />}
        {(!customer || customer.state === 'absent') && (
          <Button
            size="md"
            variant={customer ? 'filled' : 'light'}
            leftSection={<IconUserPlus aria-hidden />}
            rightSection={<Key name="F7" />}
            disabled={isDown}
            title={isDown ? t('enrolment.needsNetwork') : undefined}
            onClick={() => setEnrolling(true)}
          >
            {t('enrolment.open')}
          </Button>
        )}
        {customer && (
          <ActionIcon
            size={48}
            variant="subtle"
            aria-label={t('member.remove')}
            title={t('member.remove')}
            onClick={() => reader.forget()}
          >
            <IconX />
          </ActionIcon>
        )}
      </div>
      {isEnrolling && (
        <Suspense>
          <Enrolment
            phone={customer?.reference.phone ?? ''}
            onClose={() => setEnrolling(false)}
            onEnrolled={(id) => {
              setEnrolling(false);
              desk.say(undefined);
              void reader.identify({ id }, '');
            }}
          />
        </Suspense>
      )}
    </section>
  );
}

function Nobody() {
  const { t } = useTexts();
  return (
    <>
      <IconUser size={36} aria-hidden className="strip-icon" />
      <div className="strip-who">
        <Text fw={600}>{t('member.nobody')}</Text>
        <Text size="sm" c="dimmed">
          {t('member.nobodyText')}
        </Text>
      </div>
    </>
  );
}

function Who({ customer }: { customer: Customer }) {
  const { t } = useTexts();
  const { state } = useCounter();
  const { member } = customer;
  const { tierName } = useFigures();
  if (customer.state === 'asking') {
    return (
      <>
        <Loader size={36} type="dots" aria-hidden />
        <div className="strip-who">
          <Text fw={600}>{customer.shown || t('member.code')}</Text>
          <Text size="sm" c="dimmed">
            {t('member.asking')}
          </Text>
        </div>
      </>
    );
  }
  if (!member) {
    return (
      <>
        <IconUserQuestion size={36} aria-hidden className="strip-icon" />
        <div className="strip-who">
          <Text fw={600} className="figures">
            {customer.shown || t('member.code')}
          </Text>
          <Text size="sm">{t(`member.${customer.state === 'absent' ? 'absent' : 'unmet'}`)}</Text>
        </div>
      </>
    );
  }
  const hint = state.preview.kind === 'quoted' ? state.preview.quote.hints[0]?.message : undefined;
  return (
    <>
      <div className="strip-who">
        <div className="strip-name">
          <Text fw={650} size="xl" truncate>
            {member.name ?? (customer.shown || t('member.unnamed'))}
          </Text>
          {member.tiers.map((tier) => (
            <Badge key={tier.track} size="lg" variant="light" tt="none">
              {tierName(tier.track, tier.tier)}
            </Badge>
          ))}
          {member.blocked && (
            <Badge size="lg" color="bad" tt="none">
              {t('member.blocked')}
            </Badge>
          )}
        </div>
        <Text size="sm" {...(hint ? {} : { c: 'dimmed' })}>
          {hint ?? t(customer.state === 'met' ? 'member.met' : 'member.known')}
        </Text>
      </div>
      <Balances customer={customer} />
    </>
  );
}

/** Large, because customers read it over the counter. */
function Balances({ customer }: { customer: Customer }) {
  const { had, unitName, worth } = useFigures();
  return (
    <dl className="balances">
      {customer.member?.balances.slice(0, 3).map(({ unit, spendable }) => (
        <div key={unit}>
          <dt>{unitName(unit)}</dt>
          <dd className="figures">{had(spendable, unit)}</dd>
          <dd className="figures balance-worth">{worth(spendable, unit) ?? '\u00a0'}</dd>
        </div>
      ))}
    </dl>
  );
}
