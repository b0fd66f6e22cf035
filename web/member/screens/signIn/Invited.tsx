import { Button, Stack, Text, Title } from '@mantine/core';
import { useBrand } from '@shared/theme/Brand';
import { CodeCard } from '../../parts/CodeCard';
import { Part } from '../../parts/Part';
import { useLater } from '../../texts/use';

interface Told {
  code: string;
  onSignIn: () => void;
}

/** For whoever opened the link of a member: whose shop it is, and the code to show there when joining. */
export default function Invited(props: Told) {
  return (
    <Part>
      <Invitation {...props} />
    </Part>
  );
}

function Invitation({ code, onSignIn }: Told) {
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
      <Button size="lg" variant="light" onClick={onSignIn}>
        {t('invited.signIn')}
      </Button>
    </Stack>
  );
}
