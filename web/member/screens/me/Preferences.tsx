import { Button } from '@mantine/core';
import { useChange } from '@shared/api/hooks';
import type { Member } from '@shared/api/types';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useState } from 'react';
import { CHANNELS, PURPOSES, switched } from '../../own/consents';
import { useMyId, useOwn, useRenew } from '../../own/own';
import { Page, Section } from '../../parts/Page';
import { Reading } from '../../parts/Reading';
import { useLater } from '../../texts/use';
import { Birthday } from './Birthday';

export default function Preferences() {
  const { t } = useLater();
  const member = useOwn('GET /v1/members/{member_id}');
  return (
    <Page title={t('preferences.title')} back="/me">
      <Reading of={member}>
        {(told) => (
          <>
            <Name member={told} />
            {!told.profile?.birthday && <Birthday />}
            <Consents member={told} />
          </>
        )}
      </Reading>
    </Page>
  );
}

export const usePreference = () => {
  const path = { member_id: useMyId() };
  const renew = useRenew();
  const change = useChange('PATCH /v1/members/{member_id}/preferences');
  return { change, path, renew };
};

function Name({ member }: { member: Member }) {
  const { t } = useLater();
  const [name, setName] = useState(member.name ?? '');
  const { change, path, renew } = usePreference();
  const isSame = name.trim() === (member.name ?? '');
  return (
    <Form
      onSubmit={() => change.mutate({ path, body: { name: name.trim() } }, { onSuccess: renew })}
    >
      <label className="field">
        <span>{t('preferences.name')}</span>
        <input
          value={name}
          autoComplete="name"
          maxLength={120}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <ProblemNote error={change.error} />
      {!isSame && name.trim() !== '' && (
        <Button type="submit" size="lg" loading={change.isPending}>
          {t('save')}
        </Button>
      )}
      {isSame && change.isSuccess && <p role="status">{t('saved')}</p>}
    </Form>
  );
}

/** One switch for each way and purpose. Each counts at once. */
function Consents({ member }: { member: Member }) {
  const { t } = useLater();
  const { change, path, renew } = usePreference();
  // A switch shows what is asked for until that is read back. Each sends the whole list, so none is pressed before.
  const [asked, setAsked] = useState<string[]>();
  const consents = asked ?? member.profile?.consents ?? [];
  const done = () => setAsked(undefined);
  const flip = (one: string, on: boolean) => {
    const wanted = switched(consents, one, on);
    setAsked(wanted);
    change.mutate(
      { path, body: { consents: wanted } },
      { onSuccess: () => renew().then(done), onError: done },
    );
  };
  return (
    <>
      <p className="lead">{t('consents.lead')}</p>
      <ProblemNote error={change.error} />
      {PURPOSES.map((purpose) => (
        <Section key={purpose} title={t(`purpose.${purpose}`)}>
          <p className="quiet">{t(`purposeHint.${purpose}`)}</p>
          <div className="card switches">
            {CHANNELS.map((channel) => {
              const one = `${channel}/${purpose}`;
              return (
                <label key={channel} className="switch">
                  <span>{t(`channel.${channel}`)}</span>
                  <input
                    type="checkbox"
                    checked={consents.includes(one)}
                    disabled={asked !== undefined}
                    aria-label={`${t(`purpose.${purpose}`)}: ${t(`channel.${channel}`)}`}
                    onChange={(event) => flip(one, event.currentTarget.checked)}
                  />
                </label>
              );
            })}
          </div>
        </Section>
      ))}
    </>
  );
}
