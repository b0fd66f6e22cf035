import { Anchor } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../texts/use';

export function BackToMembers() {
  const { t } = useTexts();
  return (
    <Anchor component={Link} to="/members" className="back">
      <IconArrowLeft size={18} aria-hidden /> {t('members.back')}
    </Anchor>
  );
}
