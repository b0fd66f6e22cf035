import { ActionIcon, Badge, Group, Menu, Text } from '@mantine/core';
import type { Staff } from '@shared/api/types';
import { IconDots } from '@tabler/icons-react';
import { useTexts } from '../../texts/use';

export type Act = 'edit' | 'invite' | 'forget' | 'switchOff' | 'switchOn';

export function StaffRow(props: { staff: Staff; isMe: boolean; onAct: (act: Act) => void }) {
  const { t } = useTexts();
  const { staff } = props;
  return (
    <Group
      component="li"
      className={staff.disabled_at ? 'card is-off' : 'card'}
      justify="space-between"
      wrap="nowrap"
    >
      <div>
        <Group gap="xs">
          <Text fw={650}>{staff.name}</Text>
          {props.isMe && (
            <Badge variant="light" tt="none">
              {t('staff.you')}
            </Badge>
          )}
          <State staff={staff} />
        </Group>
        <Text size="sm" c="dimmed">
          {[t(`role.${staff.role}`), staff.partner, staff.email, staff.has_pin && t('staff.hasPin')]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </div>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            size={40}
            aria-label={t('staff.actions', { name: staff.name })}
          >
            <IconDots />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {actsOn(staff, props.isMe).map((act) => (
            <Menu.Item
              key={act}
              {...(act === 'switchOff' || act === 'forget' ? { color: 'bad' } : {})}
              onClick={() => props.onAct(act)}
            >
              {t(`staff.${act}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

/** The server refuses the others anyway: nobody switches themselves off. */
export function actsOn(staff: Staff, isMe: boolean): Act[] {
  if (staff.disabled_at) return ['switchOn'];
  const acts: Act[] = ['edit'];
  if (staff.email) acts.push('invite');
  if (staff.has_second_factor) acts.push('forget');
  if (!isMe) acts.push('switchOff');
  return acts;
}

function State({ staff }: { staff: Staff }) {
  const { t } = useTexts();
  const [color, key] = stateOf(staff);
  return (
    <Badge variant="light" color={color} tt="none">
      {t(key)}
    </Badge>
  );
}

function stateOf(staff: Staff) {
  if (staff.disabled_at) return ['bad', 'staff.off'] as const;
  if (staff.role === 'cashier') return ['good', 'staff.active'] as const;
  if (!staff.has_password) return ['warn', 'staff.invited'] as const;
  if (!staff.has_second_factor) return ['warn', 'staff.noFactor'] as const;
  return ['good', 'staff.active'] as const;
}
