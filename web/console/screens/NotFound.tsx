import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Door } from '../shell/Door';
import { useTexts } from '../texts/use';

export function NotFound() {
  const { t } = useTexts();
  return (
    <Door title={t('notFound.title')} lead={t('notFound.text')}>
      <Button component={Link} to="/" fullWidth>
        {t('notFound.home')}
      </Button>
    </Door>
  );
}
