import { NativeSelect, Slider, Text, TextInput } from '@mantine/core';
import type { TemplateQuestion } from '@shared/api/types';
import { useTexts } from '../../texts/use';

/** An answer with a good default: a slider where there are bounds, so that nobody has to type. */
export function QuestionInput(props: {
  question: TemplateQuestion;
  currency: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const { t, format } = useTexts();
  const { question, value, onChange } = props;
  if (question.kind === 'choice') {
    return (
      <NativeSelect
        label={question.label}
        value={value}
        data={question.choices ?? []}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const number = Number(value.replace('%', '').trim());
  const [least, most] = [Number(question.min ?? Number.NaN), Number(question.max ?? Number.NaN)];
  const hasBounds = Number.isFinite(least) && Number.isFinite(most) && most > least;
  if (question.kind === 'text' || !hasBounds || !Number.isFinite(number)) {
    return (
      <TextInput
        label={question.label}
        inputMode={question.kind === 'text' ? 'text' : 'decimal'}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const step = stepOf(question, most - least);
  const shown =
    question.kind === 'percent'
      ? format.share(number / 100)
      : question.kind === 'money'
        ? format.money(value, props.currency)
        : `${format.number(number)} ${question.unit ?? ''}`.trim();
  return (
    <div>
      <div className="question-head">
        <Text size="sm" fw={500}>
          {question.label}
        </Text>
        <Text fw={650} className="figures">
          {shown}
        </Text>
      </div>
      <Slider
        min={least}
        max={most}
        step={step}
        size="lg"
        thumbSize={26}
        color="var(--t-primary-fill)"
        label={null}
        thumbLabel={`${question.label}: ${t('first.slider')}`}
        thumbProps={{ 'aria-valuetext': shown }}
        value={number}
        onChange={(next) => onChange(String(Number(next.toFixed(2))))}
      />
    </div>
  );
}

/** Steps that people would choose from: halves of a per cent, round sums. */
function stepOf({ kind, default: preset }: TemplateQuestion, span: number): number {
  if (kind === 'percent') return span <= 20 ? 0.5 : 1;
  if (/\.\d*[1-9]/.test(preset)) return 0.01;
  const rough = 10 ** Math.floor(Math.log10(span / 20));
  return Math.max(1, rough);
}
