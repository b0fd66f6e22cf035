/**
 * Colours as people see them: OKLCH for changing lightness without changing the hue, and the contrast of
 * WCAG 2.2. Formulas: bottosson.github.io/posts/oklab, w3.org/TR/WCAG22 (relative luminance).
 */

export interface Oklch {
  /** 0 black to 1 white. */
  l: number;
  /** 0 grey, about 0.3 at most. */
  c: number;
  /** Degrees. */
  h: number;
}

type Triple = [number, number, number];

const linear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const encoded = (v: number) => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);

/** Whether a text is a colour that we take from a shop: `#1f6f63`. */
export const isHex = (text: string) => /^#[0-9a-f]{6}$/i.test(text);

function rgb(hex: string): Triple {
  const n = Number.parseInt(hex.slice(1), 16);
  return [(n >> 16) / 255, ((n >> 8) & 255) / 255, (n & 255) / 255];
}

export function toOklch(hex: string): Oklch {
  const [r, g, b] = rgb(hex).map(linear) as Triple;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  const u = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const v = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return { l: lightness, c: Math.hypot(u, v), h: (Math.atan2(v, u) * 180) / Math.PI };
}

function toLinear({ l, c, h }: Oklch): Triple {
  const u = c * Math.cos((h * Math.PI) / 180);
  const v = c * Math.sin((h * Math.PI) / 180);
  const x = (l + 0.3963377774 * u + 0.2158037573 * v) ** 3;
  const y = (l - 0.1055613458 * u - 0.0638541728 * v) ** 3;
  const z = (l - 0.0894841775 * u - 1.291485548 * v) ** 3;
  return [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
}

/** The nearest colour that screens have: chroma gives way, lightness and hue stay. */
export function toHex(colour: Oklch): string {
  const fits = (triple: Triple) => triple.every((v) => v > -0.0005 && v < 1.0005);
  let { c } = colour;
  while (c > 0 && !fits(toLinear({ ...colour, c }))) c = Math.max(0, c - 0.004);
  const bytes = toLinear({ ...colour, c }).map((v) =>
    Math.round(Math.min(1, Math.max(0, encoded(v))) * 255),
  );
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

export const withLightness = (hex: string, l: number, c?: number): string => {
  const colour = toOklch(hex);
  return toHex({ h: colour.h, c: Math.min(colour.c, c ?? colour.c), l });
};

function luminance(hex: string): number {
  const [r, g, b] = rgb(hex).map(linear) as Triple;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** 1 (the same) to 21 (black on white). Text needs 4.5, controls and focus rings need 3. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Moves a colour towards black or white until it stands out from every one of `grounds`. */
export function readable(
  hex: string,
  grounds: string[],
  towards: 'dark' | 'light',
  least = 4.5,
): string {
  const step = towards === 'dark' ? -0.01 : 0.01;
  let l = toOklch(hex).l;
  let found = hex;
  while (l >= 0 && l <= 1 && grounds.some((ground) => contrast(found, ground) < least)) {
    l += step;
    found = withLightness(hex, l);
  }
  return found;
}
