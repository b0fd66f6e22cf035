import { Stack, Text, Title } from '@mantine/core';
import { useBrand } from '@shared/theme/Brand';
import type { ReactNode } from 'react';
import { CodeCard } from '../../parts/CodeCard';
import { Part } from '../../parts/Part';
import { useLater } from '../../texts/use';

interface Told {
  code: string;
  /** The way to signing in, with these words on it. */
  signIn: (label: string) => ReactNode;
}

/** For whoever opened the link of a member: whose shop it is, and the code to show there when joining. */
export default function Invited(props: Told) {
  return (
    <Part>
      <Invitation {...props} />
    </Part>
  );
}

function Invitation({ code, signIn }: Told) {
  const { t } = useLater();
  const { brand } = useBrand();
  return (
    <Stack>
      <Title order={1} size="h2">
        {t('invited.title', { shop: brand.name })}
      </Title>
      <Text>{t('invited.lead')}</Text>
      <CodeCard code={code} label={t('invited.code')} />
      <Text size="sm" c="dimmed">
        {t('invited.kept')}
      </Text>
      {signIn(t('invited.signIn'))}
    </Stack>
  );
}
