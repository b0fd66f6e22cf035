import { Button } from '@mantine/core';
import { call } from '@shared/api/call';
import { useChange } from '@shared/api/hooks';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useTakeSession } from '@shared/session/session';
import { useBrand } from '@shared/theme/Brand';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useMyId } from '../../own/own';
import { Page, Section } from '../../parts/Page';
import { Sheet } from '../../parts/Sheet';
import { useLater } from '../../texts/use';
import { save } from './file';

export default function Data() {
  const { t } = useLater();
  const [isAsking, setAsking] = useState(false);
  return (
    <Page title={t('data.title')} back="/me">
      <Download />
      <Section title={t('erase.title')}>
        <div className="card stack">
          <p>{t('erase.lead')}</p>
          <Button size="lg" variant="outline" color="bad" onClick={() => setAsking(true)}>
            {t('erase.ask')}
          </Button>
        </div>
      </Section>
      {isAsking && <Erase onClose={() => setAsking(false)} />}
    </Page>
  );
}

function Download() {
  const { t } = useLater();
  const { brand } = useBrand();
  const path = { member_id: useMyId() };
  const download = useMutation({
    mutationFn: () => call('GET /v1/members/{member_id}/data', { path }),
    onSuccess: (data) => save(`${brand.name}.json`, data),
  });
  return (
    <Section title={t('data.download')}>
      <div className="card stack">
        <p>{t('data.lead')}</p>
        <ProblemNote error={download.error} />
        <Button size="lg" loading={download.isPending} onClick={() => download.mutate()}>
          {t('data.get')}
        </Button>
        {download.isSuccess && <p role="status">{t('data.done')}</p>}
      </div>
    </Section>
  );
}

/** Typed, because there is no way back. */
function Erase({ onClose }: { onClose: () => void }) {
  const { t } = useLater();
  const word = t('erase.word');
  const [typed, setTyped] = useState('');
  const path = { member_id: useMyId() };
  const take = useTakeSession();
  const erase = useChange('POST /v1/members/{member_id}/erase');
  const isSure = typed.trim().toLocaleLowerCase() === word.toLocaleLowerCase();
  return (
    <Sheet title={t('erase.title')} onClose={onClose}>
      <Form onSubmit={() => erase.mutate({ path }, { onSuccess: () => take(null) })}>
        <ul className="ticks">
          <li>{t('erase.one')}</li>
          <li>{t('erase.two')}</li>
          <li>{t('erase.three')}</li>
        </ul>
        <label className="field">
          <span>{t('erase.type', { word })}</span>
          <input
            value={typed}
            autoComplete="off"
            autoCapitalize="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        </label>
        <ProblemNote error={erase.error} />
        <Button type="submit" size="lg" color="bad" disabled={!isSure} loading={erase.isPending}>
          {t('erase.do')}
        </Button>
      </Form>
    </Sheet>
  );
}
