import {
  Button,
  Group,
  Modal,
  Radio,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { IconRocket, IconUserCheck } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { momentOf } from '../../reports/calendar';
import { useZone } from '../../shell/when';
import { useTexts } from '../../texts/use';
import type { Standing } from '../inForce';
import type { Draft } from '../workbench/draft';
import { Between } from './Changes';
import { usePublishing } from './publishing';
import { renewProgramme } from './renew';

/** Says once more what will change, asks from when on, and does it. */
export function Publish(props: { draft: Draft; standing: Standing; onClose: () => void }) {
  const { t } = useTexts();
  const { draft } = props;
  const [outcome, setOutcome] = useState<'inForce' | 'planned' | 'waiting'>();
  const [from, setFrom] = useState('');
  const [why, setWhy] = useState('');
  const [isLater, setLater] = useState(false);
  const zone = useZone();
  const publish = usePublishing();
  const client = useQueryClient();
  const navigate = useNavigate();
  useSaved(draft);

  const act = useMutation({
    mutationFn: async () => {
      const version = await draft.save();
      const at = isLater && from ? momentOf(from, zone) : undefined;
      return publish(version, { from: at, why: why.trim() || undefined });
    },
    onSuccess: async (result) => {
      setOutcome(result);
      await renewProgramme(client);
    },
  });
  const leave = () => {
    props.onClose();
    if (outcome) void navigate({ to: '/programme', ignoreBlocker: true });
  };
  return (
    <Modal
      opened
      onClose={leave}
      size="lg"
      title={t(outcome ? `done.${outcome}` : 'programme.publishTitle')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {outcome ? (
        <Done outcome={outcome} onClose={leave} />
      ) : (
        <Stack>
          <Preview draft={draft} />
          {props.standing !== 'published' && (
            <Textarea
              label={t('programme.why')}
              description={t('programme.why.where')}
              autosize
              minRows={1}
              maxRows={4}
              maxLength={500}
              value={why}
              onChange={(event) => setWhy(event.currentTarget.value)}
            />
          )}
          <Radio.Group
            label={t('programme.when')}
            value={isLater ? 'later' : 'now'}
            onChange={(value) => setLater(value === 'later')}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="now" label={t('programme.when.now')} />
              <Radio value="later" label={t('programme.when.later')} />
            </Stack>
          </Radio.Group>
          {isLater && (
            <TextInput
              type="datetime-local"
              label={t('programme.when.from')}
              description={t('programme.when.zone')}
              required
              withAsterisk={false}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
          )}
          <ProblemNote error={act.error ?? draft.error} />
          <Group justify="end">
            <Button variant="default" onClick={leave}>
              {t('cancel')}
            </Button>
            <Button
              leftSection={<IconRocket size={18} />}
              loading={act.isPending || draft.isSaving}
              disabled={isLater && !from}
              onClick={() => act.mutate()}
            >
              {t(props.standing === 'published' ? 'programme.activateNow' : 'programme.publishNow')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

/** The sentences of what changes come from a kept version: opening the dialog keeps the text. */
function useSaved({ isChanged, save }: Draft): void {
  const isAsked = useRef(false);
  useEffect(() => {
    if (!isChanged || isAsked.current) return;
    isAsked.current = true;
    // What went wrong is shown by the draft itself.
    save().catch(() => undefined);
  }, [isChanged, save]);
}

function Preview({ draft }: { draft: Draft }) {
  const { t } = useTexts();
  const programme = useRead('GET /v1/programme', {});
  if (programme.isError) return null;
  const version = draft.isChanged ? undefined : draft.saved?.number;
  return (
    <section className="sunken">
      <Title order={3} size="h5" mb="xs">
        {t('programme.changes.words')}
      </Title>
      {programme.data && version !== undefined ? (
        <Between base={programme.data.version} version={version} />
      ) : (
        <WaitingRows rows={2} height={24} />
      )}
    </section>
  );
}

function Done(props: { outcome: 'inForce' | 'planned' | 'waiting'; onClose: () => void }) {
  const { t } = useTexts();
  const Icon = props.outcome === 'waiting' ? IconUserCheck : IconRocket;
  return (
    <Stack align="center" ta="center" py="md">
      <Icon size={56} className="way-icon" aria-hidden />
      <Text role="status">{t(`doneText.${props.outcome}`)}</Text>
      <Button onClick={props.onClose} data-autofocus>
        {t('programme.toProgramme')}
      </Button>
    </Stack>
  );
}
