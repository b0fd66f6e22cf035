import { Button, Group, Menu, Text } from '@mantine/core';
import type { Member } from '@shared/api/types';
import { may, useSession } from '@shared/session/session';
import { IconAdjustments, IconDots, IconTicket } from '@tabler/icons-react';
import { useState } from 'react';
import { useTexts } from '../../texts/use';
import { useBook } from '../document/useBook';
import { Adjust } from './Adjust';
import { Block } from './Block';
import { EditContact } from './EditContact';
import { Erase } from './Erase';
import { IssueCertificate } from './IssueCertificate';
import { IssueCoupon } from './IssueCoupon';
import { Merge } from './Merge';
import { SellMembership } from './SellMembership';
import { SignOut } from './SignOut';
import { useRenew } from './useRenew';

type Open =
  | 'adjust'
  | 'coupon'
  | 'certificate'
  | 'membership'
  | 'contact'
  | 'merge'
  | 'signOut'
  | 'block'
  | 'erase';

/** What one can do for a member: the frequent acts as buttons, the others in a menu. */
export function Acts({ member, hasEnded = false }: { member: Member; hasEnded?: boolean }) {
  const { t } = useTexts();
  const { data: session } = useSession();
  const [open, setOpen] = useState<Open>();
  const [said, setSaid] = useState('');
  const renew = useRenew(member.id);
  const close = () => setOpen(undefined);
  const done = (told: string) => {
    close();
    setSaid(told);
    void renew();
  };
  const props = { member, onDone: done, onClose: close };
  // What is done to an account that ended happens to the one that goes on: one goes there for it.
  const isOwn = !member.merged_into;
  const mayChange = may(session, 'members.change');
  const mayAdjust = !hasEnded && may(session, 'members.adjust');
  const mayIssue = !hasEnded && may(session, 'issue');
  const book = useBook();
  const certificates = book?.certificates ?? [];
  const memberships = book?.memberships ?? [];
  return (
    <>
      <Text role="status" size="sm" c="var(--t-good-text)" className={said ? 'told' : 'heard'}>
        {said}
      </Text>
      <Group gap="xs">
        {mayAdjust && (
          <Button leftSection={<IconAdjustments size={18} />} onClick={() => setOpen('adjust')}>
            {t('acts.adjust')}
          </Button>
        )}
        {mayIssue && (
          <Button
            variant="default"
            leftSection={<IconTicket size={18} />}
            onClick={() => setOpen('coupon')}
          >
            {t('acts.coupon')}
          </Button>
        )}
        {(mayChange || mayAdjust || mayIssue) && (
          <Menu position="bottom-end" width={260}>
            <Menu.Target>
              <Button variant="default" px="sm" aria-label={t('acts.more')}>
                <IconDots size={20} />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {mayIssue && certificates.length > 0 && (
                <Menu.Item onClick={() => setOpen('certificate')}>
                  {t('acts.certificate')}
                </Menu.Item>
              )}
              {!hasEnded && mayChange && memberships.length > 0 && (
                <Menu.Item onClick={() => setOpen('membership')}>{t('acts.membership')}</Menu.Item>
              )}
              {!hasEnded && mayChange && (
                <Menu.Item onClick={() => setOpen('contact')}>{t('acts.contact')}</Menu.Item>
              )}
              {mayAdjust && (
                <Menu.Item onClick={() => setOpen('merge')}>{t('acts.merge')}</Menu.Item>
              )}
              {mayChange && (
                <Menu.Item component="a" href={`/v1/members/${member.id}/data`} download>
                  {t('acts.data')}
                </Menu.Item>
              )}
              {isOwn && mayChange && (
                <>
                  <Menu.Item onClick={() => setOpen('signOut')}>{t('acts.signOut')}</Menu.Item>
                  <Menu.Divider />
                  <Menu.Item c="var(--t-bad-text)" onClick={() => setOpen('block')}>
                    {t(member.blocked ? 'acts.unblock' : 'acts.block')}
                  </Menu.Item>
                  <Menu.Item c="var(--t-bad-text)" onClick={() => setOpen('erase')}>
                    {t('acts.erase')}
                  </Menu.Item>
                </>
              )}
            </Menu.Dropdown>
          </Menu>
        )}
      </Group>
      {open === 'adjust' && <Adjust {...props} />}
      {open === 'coupon' && <IssueCoupon {...props} />}
      {open === 'certificate' && <IssueCertificate {...props} />}
      {open === 'membership' && <SellMembership {...props} kinds={memberships} />}
      {open === 'contact' && <EditContact {...props} />}
      {open === 'merge' && <Merge {...props} />}
      {open === 'signOut' && <SignOut {...props} />}
      {open === 'block' && <Block {...props} />}
      {open === 'erase' && <Erase {...props} />}
    </>
  );
}

export interface ActProps {
  member: Member;
  /** With a sentence that says what was done. */
  onDone: (told: string) => void;
  onClose: () => void;
}
