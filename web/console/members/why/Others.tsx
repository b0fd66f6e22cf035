import { Text, Title } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { ProblemNote } from '@shared/components/ProblemNote';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTexts } from '../../texts/use';

/** What else was looked at for this receipt, and whether deciding again gives the same. */
export function Others({ receiptId }: { receiptId: string }) {
  const { t, locale } = useTexts();
  const told = useRead('GET /v1/receipts/{receipt_id}/explanation', {
    path: { receipt_id: receiptId },
    query: { locale },
  });
  if (told.isError) return <ProblemNote error={told.error} onRetry={told.refetch} />;
  if (!told.data) return null;
  const { others, is_identical: isSame } = told.data;
  return (
    <section>
      {others.length > 0 && (
        <>
          <Title order={4} size="h5" mb={4}>
            {t('why.others')}
          </Title>
          <ul className="others">
            {others.map((other) => (
              <li key={other.rule + other.code}>{other.message}</li>
            ))}
          </ul>
        </>
      )}
      <p className={isSame ? 'proof' : 'proof is-off-proof'}>
        {isSame ? (
          <IconCircleCheck size={18} aria-hidden />
        ) : (
          <IconAlertTriangle size={18} aria-hidden />
        )}
        <Text span size="sm">
          {t(isSame ? 'why.same' : 'why.different')}
        </Text>
      </p>
    </section>
  );
}
