import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { asProblem } from '../api/problem';
import { useSharedTexts } from '../i18n/TextProvider';

/**
 * Says what happened and what to do. Our words for codes that we know, the server's for the others; the code
 * stays visible, because it is what the reference and the support go by.
 */
export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t, find } = useSharedTexts();
  if (!error) return null;
  const problem = asProblem(error);
  const title = find(`title:${problem.code}`) ?? problem.title;
  const hint = find(`hint:${problem.code}`) ?? problem.hint;
  return (
    <Alert
      color="bad"
      variant="light"
      radius="md"
      title={title}
      icon={<IconAlertTriangle aria-hidden />}
    >
      <Text size="sm">{hint}</Text>
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
        <Text size="xs" c="dimmed">
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
