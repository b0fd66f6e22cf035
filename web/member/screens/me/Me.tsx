import { Button } from '@mantine/core';
import { LanguageChoice, SchemeChoice } from '@shared/components/Choices';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useSignOut } from '@shared/session/session';
import {
  IconBell,
  IconBook2,
  IconChevronRight,
  IconDevices,
  IconHome,
  IconShieldLock,
} from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useOwn, useOwnSpoken } from '../../own/own';
import { LinkRow, RowInside } from '../../parts/LinkRow';
import { Page, Section } from '../../parts/Page';
import { useLater } from '../../texts/use';
import { Papers } from './Papers';

export default function Me() {
  const { t, locale, format } = useLater();
  const member = useOwn('GET /v1/members/{member_id}').data;
  const groups = useOwn('GET /v1/members/{member_id}/groups').data?.items ?? [];
  const kinds = useOwnSpoken('GET /v1/members/{member_id}/standing').data?.group_kinds ?? [];
  const reach =
    member?.identities?.filter(({ kind }) => kind === 'phone' || kind === 'email') ?? [];
  return (
    <Page title={member?.name || t('me.title')}>
      <p className="lead">
        {reach.map(({ value }) => value).join(' · ')}
        {member?.enrolled_at && <br />}
        {member?.enrolled_at && t('me.since', { day: format.day(member.enrolled_at) })}
      </p>
      <div className="rows">
        <LinkRow
          to="/me/preferences"
          icon={<IconBell />}
          title={t('preferences.title')}
          hint={t('preferences.hint')}
        />
        {(groups.length > 0 || kinds.length > 0) && (
          <LinkRow
            to="/me/household"
            icon={<IconHome />}
            title={t('household.title')}
            hint={t('household.hint')}
          />
        )}
        <LinkRow
          to="/me/devices"
          icon={<IconDevices />}
          title={t('devices.title')}
          hint={t('me.devicesHint')}
        />
        <LinkRow
          to="/me/data"
          icon={<IconShieldLock />}
          title={t('data.title')}
          hint={t('data.hint')}
        />
        <a className="row row-link" href={`/rules?locale=${locale}`} target="_blank" rel="noopener">
          <RowInside icon={<IconBook2 />} title={t('rules.title')} hint={t('rules.hint')} />
          <IconChevronRight aria-hidden size={20} className="quiet" />
        </a>
      </div>
      <Papers />
      <Section title={t('me.look')}>
        <div className="card stack">
          <LanguageChoice size="md" />
          <SchemeChoice size="md" />
        </div>
      </Section>
      <SignOut />
    </Page>
  );
}

function SignOut() {
  const { t } = useLater();
  const signOut = useMutation({ mutationFn: useSignOut() });
  return (
    <div className="stack-tight">
      <ProblemNote error={signOut.error} />
      <Button
        size="lg"
        variant="outline"
        loading={signOut.isPending}
        onClick={() => signOut.mutate()}
      >
        {t('signOut')}
      </Button>
      <p className="quiet centre">{t('me.bye')}</p>
    </div>
  );
}
