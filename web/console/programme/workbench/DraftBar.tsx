import { Button, Group, Text } from '@mantine/core';
import { may, useSession } from '@shared/session/session';
import { IconAlertTriangle, IconCheck, IconDeviceFloppy, IconRocket } from '@tabler/icons-react';
import { useTexts } from '../../texts/use';
import type { Draft } from './draft';
import { useFindings } from './findings';

/** Always in sight: whether the text is right, whether it is kept, and what comes next. */
export function DraftBar(props: {
  draft: Draft;
  onSave: () => void;
  onFindings: (line: number | undefined) => void;
  onPublish: () => void;
}) {
  const { t } = useTexts();
  const { data: session } = useSession();
  const { draft } = props;
  const findings = useFindings(draft.text);
  const errors = findings.data?.findings.filter((one) => one.severity === 'error') ?? [];
  return (
    <section className="draft-bar" aria-label={t('programme.draft.bar')}>
      <Group gap="sm" role="status">
        {errors.length > 0 ? (
          <Button
            variant="subtle"
            color="bad"
            leftSection={<IconAlertTriangle size={18} />}
            onClick={() => props.onFindings(errors[0]?.line)}
          >
            {t('programme.draft.errors', { count: errors.length })}
          </Button>
        ) : (
          findings.data?.valid && (
            <Text size="sm" c="var(--t-good-text)" className="with-icon">
              <IconCheck size={18} aria-hidden />
              {t('programme.draft.valid')}
            </Text>
          )
        )}
        <Text size="sm" c="dimmed" visibleFrom={draft.isChanged ? 'xs' : 'sm'}>
          {t(
            draft.isChanged
              ? 'programme.draft.unsaved'
              : draft.saved
                ? 'programme.draft.saved'
                : 'programme.draft.same',
          )}
        </Text>
      </Group>
      <Group gap="xs" wrap="nowrap">
        <Button
          variant="default"
          leftSection={<IconDeviceFloppy size={18} />}
          disabled={!draft.isChanged}
          loading={draft.isSaving}
          onClick={props.onSave}
        >
          {t('save')}
        </Button>
        {may(session, 'programme.publish') && (
          <Button
            leftSection={<IconRocket size={18} />}
            disabled={errors.length > 0 || (!draft.isChanged && !draft.saved)}
            onClick={props.onPublish}
          >
            {t('programme.publish')}
          </Button>
        )}
      </Group>
    </section>
  );
}
