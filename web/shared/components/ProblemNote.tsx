import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { asProblem } from '../api/problem';
import { useSharedTexts } from '../i18n/TextProvider';
import { useSaid } from '../problems/useSaid';

/**
 * Says what happened and what to do, in our words, or in the server's when ours cannot be had; the code stays
 * visible, because it is what the reference and the support go by.
 */
export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useSharedTexts();
  const problem = error ? asProblem(error) : undefined;
  const said = useSaid(problem);
  if (!problem || !said) return null;
  return (
    <Alert
      color="bad"
      variant="light"
      radius="md"
      title={said.title}
      icon={<IconAlertTriangle aria-hidden />}
    >
      <Text size="sm">{said.hint}</Text>
      {problem.places.map((place) => (
        <Text size="sm" key={place.pointer + place.code}>
          <b>{place.pointer}</b> {place.message}
        </Text>
      ))}
      {problem.refusals.map((refusal) => (
        <Text size="sm" key={refusal.code + refusal.message}>
          {refusal.message}
        </Text>
      ))}
      <Group justify="space-between" mt="xs" gap="xs">
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('problemCode', { code: problem.code })}
          {problem.requestId ? ` · ${t('problemRequest', { id: problem.requestId })}` : ''}
        </Text>
        {onRetry && (
          <Button size="compact-sm" variant="outline" color="bad" onClick={onRetry}>
            {t('retry')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
