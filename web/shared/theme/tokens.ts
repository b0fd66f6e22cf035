import { contrast, isHex, readable, toOklch, withLightness } from './colour';

/** Every colour that a screen may use, by what it is for. They become `--t-page` and so on. */
export interface Tokens {
  page: string;
  surface: string;
  sunken: string;
  ink: string;
  quiet: string;
  line: string;
  /** Borders of controls, which must be found without reading. */
  edge: string;
  focus: string;
  primary: Tone;
  good: Tone;
  warn: Tone;
  bad: Tone;
}

/** One meaning in its four uses. */
export interface Tone {
  fill: string;
  fillHover: string;
  onFill: string;
  /** As text and icons, on page, surface, sunken and soft. */
  text: string;
  soft: string;
}

export type Scheme = 'light' | 'dark';
export type ToneName = 'primary' | 'good' | 'warn' | 'bad';
export const TONES: ToneName[] = ['primary', 'good', 'warn', 'bad'];

/** Pine green: calm, and far from the warning colours. */
export const OWN_COLOUR = '#1f6b5b';

const GROUNDS = {
  light: {
    page: '#faf6f0',
    surface: '#ffffff',
    sunken: '#f3ede4',
    ink: '#2a2520',
    quiet: '#655c53',
    line: '#e7ded2',
    edge: '#8d8377',
  },
  dark: {
    page: '#181512',
    surface: '#221e1a',
    sunken: '#2b2621',
    ink: '#f3ede5',
    quiet: '#bbb0a4',
    line: '#3a332c',
    edge: '#93887c',
  },
} satisfies Record<Scheme, Record<string, string>>;

const MEANINGS = { good: '#2f7a43', warn: '#a8620b', bad: '#b3392b' };

/** The tokens of a scheme for a shop's colour; an unreadable colour text gives ours. */
export function tokensOf(scheme: Scheme, brand: string = OWN_COLOUR): Tokens {
  const ground = GROUNDS[scheme];
  const tone = (colour: string) => toneOf(scheme, colour, ground);
  const primary = tone(isHex(brand) ? brand : OWN_COLOUR);
  const [good, warn, bad] = [tone(MEANINGS.good), tone(MEANINGS.warn), tone(MEANINGS.bad)];
  return { ...ground, focus: primary.text, primary, good, warn, bad };
}

function toneOf(scheme: Scheme, colour: string, ground: (typeof GROUNDS)['light']): Tone {
  const isLight = scheme === 'light';
  const soft = withLightness(colour, isLight ? 0.945 : 0.3, isLight ? 0.03 : 0.05);
  const grounds = [ground.page, ground.surface, ground.sunken, soft];
  const text = readable(colour, grounds, isLight ? 'dark' : 'light');
  // In the dark a fill must come off the surface; a shop's black logo colour would vanish.
  const seen = isLight ? colour : readable(colour, [ground.surface], 'light', 3);
  const { fill, onFill } = labelled(seen);
  const hover = toOklch(fill).l + (onFill === WHITE ? -0.05 : 0.05);
  return { fill, fillHover: withLightness(fill, hover), onFill, text, soft };
}

const WHITE = '#ffffff';
const BLACK = '#1b1613';

/** White labels where they can be read, dark ones on light colours, and a darker fill in between. */
function labelled(fill: string): { fill: string; onFill: string } {
  if (contrast(WHITE, fill) >= 4.5) return { fill, onFill: WHITE };
  if (contrast(BLACK, fill) >= 5.5) return { fill, onFill: BLACK };
  return { fill: readable(fill, [WHITE], 'dark'), onFill: WHITE };
}
