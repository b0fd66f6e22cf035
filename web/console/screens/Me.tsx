import { Group, Stack, Title } from '@mantine/core';
import { nameOf } from '@shared/api/hooks';
import type { StaffRole } from '@shared/api/types';
import { LanguageChoice, SchemeChoice } from '@shared/components/Choices';
import { Devices } from '@shared/components/Devices';
import { useSession } from '@shared/session/session';
import { useQueryClient } from '@tanstack/react-query';
import { Page } from '../shell/Page';
import { useTexts } from '../texts/use';
import { ChangePassword } from './ChangePassword';

export default function Me() {
  const { t } = useTexts();
  const { data: session } = useSession();
  const client = useQueryClient();
  const renew = () => client.invalidateQueries({ queryKey: nameOf('GET /v1/sessions') });
  if (!session) return null;
  const role = session.role as StaffRole;
  return (
    <Page
      title={t('me.title')}
      lead={t('me.lead', { name: session.name, role: t(`role.${role}`) })}
    >
      <Group component="section" className="card" grow>
        <LanguageChoice />
        <SchemeChoice />
      </Group>
      <Stack component="section" className="card">
        <Title order={2} size="h3">
          {t('me.password')}
        </Title>
        <ChangePassword onDone={renew} />
      </Stack>
      <Stack component="section">
        <Title order={2} size="h3">
          {t('devices.title')}
        </Title>
        <Devices />
      </Stack>
    </Page>
  );
}
