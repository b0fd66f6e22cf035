import { TextInput } from '@mantine/core';
import { isHex } from '@shared/theme/colour';
import { useTexts } from '../../texts/use';

/** Colours that many shops have; the first is ours. */
const SWATCHES = [
  '#1f6b5b',
  '#1d4ed8',
  '#7c3aed',
  '#be185d',
  '#b91c1c',
  '#c2410c',
  '#a16207',
  '#334155',
];

export function ColourField({
  value,
  onChange,
}: {
  value: string;
  onChange: (colour: string) => void;
}) {
  const { t } = useTexts();
  return (
    <div>
      <div className="colour-field">
        <TextInput
          label={t('look.colour')}
          description={t('look.colourHint')}
          value={value}
          maxLength={7}
          spellCheck={false}
          classNames={{ input: 'code' }}
          style={{ flex: 1 }}
          error={isHex(value) ? undefined : t('look.noColour')}
          onChange={(event) => onChange(event.currentTarget.value.trim())}
        />
        <input
          type="color"
          aria-label={t('look.pick')}
          value={isHex(value) ? value : '#000000'}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
      <div className="swatches" style={{ marginTop: 12 }}>
        {SWATCHES.map((swatch) => (
          <button
            key={swatch}
            type="button"
            className="swatch"
            style={{ background: swatch }}
            aria-label={swatch}
            aria-pressed={swatch === value.toLowerCase()}
            onClick={() => onChange(swatch)}
          />
        ))}
      </div>
    </div>
  );
}
