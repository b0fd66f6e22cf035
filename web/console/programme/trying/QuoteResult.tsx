import { Stack, Text, Title } from '@mantine/core';
import type { Quote } from '@shared/api/types';
import { IconBan, IconBulb, IconCheck } from '@tabler/icons-react';
import { useTexts } from '../../texts/use';
import type { TrialLine } from './basket';

/** What a receipt gives: the sum first, then each reason, then what did not act and why. */
export function QuoteResult({ quote, lines }: { quote: Quote; lines: readonly TrialLine[] }) {
  const { t, format } = useTexts();
  const { totals, currency } = quote;
  const money = (amount: string) => format.money(amount, currency);
  const deducted = [
    ['discount', totals.discount],
    ['units', totals.paid_by_units],
    ['certificates', totals.paid_by_certificates],
  ] as const;
  return (
    <Stack gap="md">
      <dl className="till-slip figures">
        {lines.map((line, index) => {
          const told = totals.lines[index];
          return (
            told && (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines stand as they were typed
              <div key={index}>
                <dt>
                  {line.category || line.name || t('try.item', { number: index + 1 })}
                  <span className="slip-quantity"> × {format.amount(told.quantity)}</span>
                </dt>
                <dd>{money(told.amount)}</dd>
              </div>
            )
          );
        })}
        <div className="slip-line">
          <dt>{t('try.total')}</dt>
          <dd>{money(totals.total)}</dd>
        </div>
        {deducted.map(
          ([key, amount]) =>
            Number(amount) > 0 && (
              <div key={key} className="slip-good">
                <dt>{t(`try.${key}`)}</dt>
                <dd>−{money(amount)}</dd>
              </div>
            ),
        )}
        <div className="slip-pay">
          <dt>{t('try.payable')}</dt>
          <dd>{money(totals.payable)}</dd>
        </div>
      </dl>
      <Reasons title={t('try.why')} empty={t('try.nothing')} sentences={quote.sentences} />
      {quote.hints.length > 0 && (
        <ul className="reasons">
          {quote.hints.map((hint) => (
            <li key={hint.code + hint.subject}>
              <IconBulb size={20} aria-hidden className="is-hint" />
              {hint.message}
            </li>
          ))}
        </ul>
      )}
      <WhyNot quote={quote} />
    </Stack>
  );
}

function Reasons(props: { title: string; empty: string; sentences: readonly string[] }) {
  return (
    <div>
      <Title order={3} size="h5" mb={6}>
        {props.title}
      </Title>
      {props.sentences.length === 0 && <Text c="dimmed">{props.empty}</Text>}
      <ul className="reasons">
        {props.sentences.map((sentence) => (
          <li key={sentence}>
            <IconCheck size={20} aria-hidden className="is-good" />
            {sentence}
          </li>
        ))}
      </ul>
    </div>
  );
}

function WhyNot({ quote }: { quote: Quote }) {
  const { t } = useTexts();
  const others = [
    ...quote.refusals.map((one) => ({ key: one.code + one.message, message: one.message })),
    ...(quote.others ?? []).map((one) => ({ key: one.rule + one.code, message: one.message })),
  ];
  if (others.length === 0) return null;
  return (
    <div>
      <Title order={3} size="h5" mb={6}>
        {t('try.whyNot')}
      </Title>
      <ul className="reasons">
        {others.map(({ key, message }) => (
          <li key={key}>
            <IconBan size={20} aria-hidden className="is-not" />
            <Text span c="dimmed">
              {message}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  );
}
