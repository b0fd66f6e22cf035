import { Anchor, Badge, Button, Group, Text, TextInput } from '@mantine/core';
import { nameOf, useChange } from '@shared/api/hooks';
import type { Submission } from '@shared/api/types';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { IconCheck, IconExternalLink, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWhen } from '../../shell/when';
import { useTexts } from '../../texts/use';
import { nameFrom } from '../document/text';
import { MemberName } from '../MemberName';

interface CardProps {
  submission: Submission;
  name: string;
  onDecided: () => void;
}

export function SubmissionCard({ submission, name, onDecided }: CardProps) {
  const { t } = useTexts();
  const when = useWhen();
  const { state, evidence } = submission;
  // What proves it is among the attributes too; it is shown once, as itself.
  const attributes = Object.entries(submission.attributes).filter(
    ([, value]) => value !== evidence,
  );
  return (
    <li className="card">
      <Group justify="space-between" align="start" wrap="nowrap" gap="sm">
        <div>
          <Text fw={650} size="lg">
            {name}
          </Text>
          <Text size="sm" c="dimmed">
            {submission.member && <MemberName id={submission.member} />}
            {submission.member && ' · '}
            {when.moment(submission.at)}
            {submission.votes > 0 && ` · ${t('queue.votes', { count: submission.votes })}`}
          </Text>
        </div>
        {state !== 'open' && (
          <Badge color={state === 'approved' ? 'good' : 'bad'} variant="light" tt="none">
            {t(`queue.is.${state}`)}
          </Badge>
        )}
      </Group>
      {evidence && <Evidence text={evidence} />}
      <ul className="terms" style={{ marginTop: 10 }}>
        {attributes.map(([key, value]) => (
          <li key={key}>
            {nameFrom(key)}:{' '}
            {value === true ? t('offers.yes') : value === false ? t('offers.no') : String(value)}
          </li>
        ))}
      </ul>
      {state === 'open' && <Decide submission={submission} name={name} onDecided={onDecided} />}
    </li>
  );
}

/** What proves it: words, or a page that can be opened. Only addresses of the web become links. */
function Evidence({ text }: { text: string }) {
  const isAddress = /^https?:\/\/\S+$/.test(text);
  return (
    <Text mt="sm" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-line' }}>
      {isAddress ? (
        <Anchor href={text} target="_blank" rel="noopener noreferrer nofollow">
          {text} <IconExternalLink size={16} aria-hidden />
        </Anchor>
      ) : (
        <q>{text}</q>
      )}
    </Text>
  );
}

function Decide({ submission, name, onDecided }: CardProps) {
  const { t } = useTexts();
  const [isRefusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const decide = useChange('POST /v1/submissions/{submission_id}/decision');
  const client = useQueryClient();
  const run = (approved: boolean) =>
    decide.mutate(
      {
        path: { submission_id: submission.id },
        body: { approved, ...(reason.trim() && !approved ? { reason: reason.trim() } : {}) },
      },
      {
        onSuccess: async () => {
          onDecided();
          await client.invalidateQueries({ queryKey: nameOf('GET /v1/submissions') });
        },
      },
    );
  return (
    <div style={{ marginTop: 16 }}>
      <ProblemNote error={decide.error} />
      {isRefusing ? (
        <Form onSubmit={() => run(false)}>
          <TextInput
            label={t('queue.reason')}
            description={t('queue.reasonHint')}
            autoFocus
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group gap="xs">
            <Button type="submit" color="bad" loading={decide.isPending}>
              {t('queue.refuse')}
            </Button>
            <Button variant="default" onClick={() => setRefusing(false)}>
              {t('cancel')}
            </Button>
          </Group>
        </Form>
      ) : (
        <Group gap="xs">
          <Button
            leftSection={<IconCheck size={18} />}
            loading={decide.isPending}
            aria-label={t('queue.approveOne', { name })}
            onClick={() => run(true)}
          >
            {t('queue.approve')}
          </Button>
          <Button
            variant="subtle"
            color="bad"
            leftSection={<IconX size={18} />}
            onClick={() => setRefusing(true)}
          >
            {t('queue.refuse')}
          </Button>
        </Group>
      )}
    </div>
  );
}
