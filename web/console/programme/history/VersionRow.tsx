import { Badge, Button, Group, Text } from '@mantine/core';
import type { Activation, Approval, Version } from '@shared/api/types';
import { may, useSession } from '@shared/session/session';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useNow } from '../../shell/useNow';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { standingOf, useAuthors } from '../inForce';
import { Between } from '../publish/Changes';
import { Discard } from '../workbench/Discard';
import { reignOf } from './reign';

const COLOURS = { inForce: 'good', planned: 'primary', draft: 'warn' } as const;

export function VersionRow(props: {
  version: Version;
  before: number | undefined;
  isNewest: boolean;
  activations: readonly Activation[];
  approval: Approval | undefined;
  onRollBack: () => void;
}) {
  const { t } = useTexts();
  const when = useWhen();
  const { data: session } = useSession();
  const authorOf = useAuthors();
  const [isOpen, setOpen] = useState(props.isNewest);
  const { version, before, activations } = props;
  const standing = standingOf(version, activations, +useNow());
  const badge = standing in COLOURS ? COLOURS[standing as keyof typeof COLOURS] : undefined;
  return (
    <li className="card">
      <Group justify="space-between" align="start" gap="sm">
        <div>
          <Group gap="xs">
            <Link
              to="/programme/versions/$version"
              params={{ version: String(version.number) }}
              className="version-link"
            >
              {t('programme.version', { version: version.number })}
            </Link>
            <Badge variant="light" tt="none" {...(badge ? { color: badge } : {})}>
              {t(`standing.${standing}`)}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed">
            {t('programme.by', {
              who: authorOf(version.author),
              when: when.moment(version.updated_at),
            })}
          </Text>
          {version.published_at && version.published_by && (
            <Text size="sm" c="dimmed">
              {t('history.published', {
                who: authorOf(version.published_by),
                when: when.moment(version.published_at),
              })}
            </Text>
          )}
          {version.why && (
            <Text mt={4}>
              <q>{version.why}</q>
            </Text>
          )}
          {reignOf(version.number, activations).map(({ from, until }) => (
            <Text size="sm" c="dimmed" key={from}>
              {until
                ? t('history.reigned', { from: when.moment(from), until: when.moment(until) })
                : t('history.reigns', { from: when.moment(from) })}
            </Text>
          ))}
          <Decision approval={props.approval} />
        </div>
        <Group gap="xs">
          {before !== undefined && (
            <Button variant="subtle" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
              {t(isOpen ? 'history.hide' : 'history.what')}
            </Button>
          )}
          {standing === 'draft' && may(session, 'programme.edit') && (
            <Discard version={version.number} />
          )}
          {standing === 'past' && may(session, 'programme.publish') && (
            <Button variant="outline" onClick={props.onRollBack}>
              {t('programme.rollBack')}
            </Button>
          )}
        </Group>
      </Group>
      {isOpen && before !== undefined && (
        <div className="sunken">
          <Between base={before} version={version.number} />
        </div>
      )}
    </li>
  );
}

/** Who agreed, and with which words. */
function Decision({ approval }: { approval: Approval | undefined }) {
  const { t } = useTexts();
  const authorOf = useAuthors();
  if (!approval) return null;
  const person = approval.state === 'open' ? approval.asked_by : approval.decided_by;
  const who = person?.name ?? authorOf(undefined);
  return (
    <Text size="sm" c="dimmed">
      {t(`history.${approval.state}`, { who })}
      {approval.reason ? `: ${approval.reason}` : ''}
    </Text>
  );
}
