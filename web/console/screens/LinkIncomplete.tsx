import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Door } from '../shell/Door';
import { useTexts } from '../texts/use';

export function LinkIncomplete({ kind }: { kind: 'Setup' | 'Invitation' }) {
  const { t } = useTexts();
  return (
    <Door title={t('link.missing')} lead={t(`link.missing${kind}`)}>
      <Button component={Link} to="/sign-in" variant="light" fullWidth>
        {t('link.toSignIn')}
      </Button>
    </Door>
  );
}
