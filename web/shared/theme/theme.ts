import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';
import { toOklch, withLightness } from './colour';
import { type Scheme, TONES, type Tokens, type ToneName, tokensOf } from './tokens';

const FONTS =
  'ui-rounded, "Segoe UI Variable Text", "Segoe UI", system-ui, -apple-system, Roboto, "Noto Sans", sans-serif';
const FIGURES =
  'ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "Noto Sans Mono", monospace';

const isTone = (name: unknown): name is ToneName => TONES.includes(name as ToneName);

/** Ten steps from light to dark, for the few places where Mantine takes a step by its number. */
function steps(colour: string): MantineColorsTuple {
  const { c } = toOklch(colour);
  const lightness = [0.97, 0.93, 0.87, 0.8, 0.72, 0.64, 0.56, 0.49, 0.42, 0.35];
  const tuple = lightness.map((l, at) => withLightness(colour, l, at < 2 ? Math.min(c, 0.04) : c));
  return tuple as unknown as MantineColorsTuple;
}

/** Buttons, badges and notes take their colours from our tokens, whose contrast is tested. */
const variants: VariantColorsResolver = (input) => {
  const name = input.color ?? 'primary';
  if (!isTone(name)) return defaultVariantColorsResolver(input);
  const use = (part: string) => `var(--t-${name}-${part})`;
  const none = '1px solid transparent';
  switch (input.variant) {
    case 'filled':
      return {
        background: use('fill'),
        hover: use('fill-hover'),
        color: use('on-fill'),
        border: none,
      };
    case 'light':
      return { background: use('soft'), hover: use('soft'), color: use('text'), border: none };
    case 'subtle':
    case 'transparent':
      return { background: 'transparent', hover: use('soft'), color: use('text'), border: none };
    case 'outline':
      return {
        background: 'transparent',
        hover: use('soft'),
        color: use('text'),
        border: `1px solid ${use('text')}`,
      };
    default:
      return defaultVariantColorsResolver(input);
  }
};

export function themeOf(brand: string) {
  return createTheme({
    primaryColor: 'primary',
    colors: {
      primary: steps(tokensOf('light', brand).primary.fill),
      good: steps(tokensOf('light').good.fill),
      warn: steps(tokensOf('light').warn.fill),
      bad: steps(tokensOf('light').bad.fill),
    },
    variantColorResolver: variants,
    fontFamily: FONTS,
    fontFamilyMonospace: FIGURES,
    headings: { fontFamily: FONTS, fontWeight: '650', textWrap: 'balance' },
    defaultRadius: 'md',
    radius: { xs: '6px', sm: '10px', md: '14px', lg: '20px', xl: '28px' },
    spacing: { xs: '8px', sm: '12px', md: '18px', lg: '26px', xl: '40px' },
    respectReducedMotion: true,
    cursorType: 'pointer',
  });
}

const dashed = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** `--t-page`, `--t-primary-on-fill` and so on. */
export function variablesOf(tokens: Tokens): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(tokens)) {
    if (typeof value === 'string') found[`--t-${dashed(name)}`] = value;
    else
      for (const [part, colour] of Object.entries(value))
        found[`--t-${name}-${dashed(part)}`] = String(colour);
  }
  return found;
}

const mantineOf = (tokens: Tokens): Record<string, string> => ({
  ...variablesOf(tokens),
  '--mantine-color-body': tokens.page,
  '--mantine-color-text': tokens.ink,
  '--mantine-color-bright': tokens.ink,
  '--mantine-color-dimmed': tokens.quiet,
  '--mantine-color-placeholder': tokens.quiet,
  '--mantine-color-anchor': tokens.primary.text,
  '--mantine-color-error': tokens.bad.text,
  '--mantine-color-default': tokens.surface,
  '--mantine-color-default-hover': tokens.sunken,
  '--mantine-color-default-color': tokens.ink,
  '--mantine-color-default-border': tokens.line,
  '--mantine-primary-color-filled': tokens.primary.fill,
  '--mantine-primary-color-filled-hover': tokens.primary.fillHover,
  '--mantine-primary-color-contrast': tokens.primary.onFill,
  '--mantine-primary-color-light': tokens.primary.soft,
  '--mantine-primary-color-light-color': tokens.primary.text,
});

export const resolverOf = (brand: string): CSSVariablesResolver => {
  const of = (scheme: Scheme) => mantineOf(tokensOf(scheme, brand));
  return () => ({ variables: {}, light: of('light'), dark: of('dark') });
};
