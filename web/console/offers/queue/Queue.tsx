import { Tabs } from '@mantine/core';
import { may, useSession } from '@shared/session/session';
import { useState } from 'react';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import { Exchanges } from './Exchanges';
import { Submissions } from './Submissions';
import '../offers.css';

/** What waits for a person: what members handed in, and units that go to a partner's programme. */
export default function Queue() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const [tab, setTab] = useState<string | null>('submissions');
  return (
    <Page title={t('queue.title')} lead={t('queue.lead')}>
      <Tabs value={tab} onChange={setTab} keepMounted={false}>
        <Tabs.List mb="lg">
          <Tabs.Tab value="submissions" h={44}>
            {t('queue.submissions')}
          </Tabs.Tab>
          {may(session, 'members.see') && (
            <Tabs.Tab value="exchanges" h={44}>
              {t('queue.exchanges')}
            </Tabs.Tab>
          )}
        </Tabs.List>
        <Tabs.Panel value="submissions">
          <Submissions />
        </Tabs.Panel>
        <Tabs.Panel value="exchanges">
          <Exchanges />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
