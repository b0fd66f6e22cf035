import { describe, expect, it } from 'vitest';
import { contrast, toHex, toOklch } from './colour';
import { OWN_COLOUR, type Scheme, TONES, tokensOf } from './tokens';

const SCHEMES: Scheme[] = ['light', 'dark'];
const BRANDS = [
  OWN_COLOUR,
  '#000000',
  '#ffffff',
  '#ffd400',
  '#e30613',
  '#0057b8',
  '#8a8a8a',
  '#00ff66',
  '#f7a8c4',
  '#ff7a00',
  '#4b2e83',
  '#7fb8d6',
];

describe.each(SCHEMES)('in the %s scheme', (scheme) => {
  it.each(BRANDS)('every text can be read when the shop is %s', (brand) => {
    const tokens = tokensOf(scheme, brand);
    const grounds = [tokens.page, tokens.surface, tokens.sunken];
    for (const ground of grounds) {
      expect(contrast(tokens.ink, ground)).toBeGreaterThanOrEqual(7);
      expect(contrast(tokens.quiet, ground)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(tokens.edge, ground)).toBeGreaterThanOrEqual(3);
      expect(contrast(tokens.focus, ground)).toBeGreaterThanOrEqual(3);
    }
    for (const name of TONES) {
      const tone = tokens[name];
      expect(contrast(tone.onFill, tone.fill), `${name} fill`).toBeGreaterThanOrEqual(4.5);
      expect(contrast(tone.onFill, tone.fillHover), `${name} hover`).toBeGreaterThanOrEqual(4.5);
      for (const ground of [...grounds, tone.soft]) {
        expect(contrast(tone.text, ground), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
      expect(contrast(tokens.ink, tone.soft), `ink on ${name}`).toBeGreaterThanOrEqual(7);
      expect(contrast(tokens.quiet, tone.soft), `quiet on ${name}`).toBeGreaterThanOrEqual(4.5);
    }
  });
});

it('the two ends of contrast are 1 and 21', () => {
  expect(contrast('#777777', '#777777')).toBe(1);
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
});

it.each(BRANDS)('%s survives the way to OKLCH and back', (brand) => {
  expect(toHex(toOklch(brand))).toBe(brand);
});

it('a text that is no colour gives our own', () => {
  expect(tokensOf('light', 'red; background: url(x)')).toEqual(tokensOf('light'));
});
