import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { suggestionsAt } from './complete';
import { placeAt } from './place';
import type { Schema } from './schema';

const schema = JSON.parse(
  readFileSync(new URL('../../../../schemas/programme.schema.json', import.meta.url), 'utf8'),
) as Schema;

const BEFORE = 'units:\n  points:\n    worth: 1\n# A note: {\nearning:\n  a:\n';

/** `|` is where somebody writes. */
function placeIn(marked: string) {
  const position = marked.indexOf('|');
  return placeAt(marked.replace('|', ''), position);
}
function suggested(marked: string): string[] {
  const place = placeIn(marked);
  if (!place) return [];
  const text = marked.replace('|', '');
  return suggestionsAt(schema, text, place.path, place.key).map(({ label }) => label);
}

describe('the place is found', () => {
  it.each([
    [`${BEFORE}    un|`, ['earning', 'a'], undefined],
    [`${BEFORE}    unit: po|`, ['earning', 'a'], 'unit'],
    [`${BEFORE}    minimum: {am|`, ['earning', 'a', 'minimum'], undefined],
    [`${BEFORE}    minimum: {amount: 1, of: |`, ['earning', 'a', 'minimum'], 'of'],
    [`${BEFORE}    give: {by_tier: {x: 1}}\n    pe|`, ['earning', 'a'], undefined],
    ['ear|', [], undefined],
    ['programme: {name: "a, {b", cur|', ['programme'], undefined],
    [`${BEFORE}    limits: [{times: 1, every: |`, ['earning', 'a', 'limits'], 'every'],
    [`${BEFORE}    limits:\n      - times: 1\n        ev|`, ['earning', 'a', 'limits'], undefined],
  ])('%j', (marked, path, key) => {
    expect(placeIn(marked)).toMatchObject({ path, key });
  });

  it('and none in a comment', () => {
    expect(placeIn('units: # po|')).toBeUndefined();
  });
});

describe('what may stand there is offered', () => {
  it('sections', () => {
    expect(suggested('ear|')).toEqual(expect.arrayContaining(['earning', 'tiers', 'offers']));
  });
  it('keys of an entry', () => {
    expect(suggested(`${BEFORE}    pe|`)).toEqual(expect.arrayContaining(['percent', 'unit']));
  });
  it('keys inside brackets and lists', () => {
    expect(suggested(`${BEFORE}    minimum: {|`)).toEqual(
      expect.arrayContaining(['amount', 'quantity']),
    );
    expect(suggested(`${BEFORE}    limits:\n      - ti|`)).toContain('times');
  });
  it('words of a choice', () => {
    expect(suggested('settings:\n  sale_items: |').sort()).toEqual(['earn', 'exclude', 'include']);
    expect(suggested(`${BEFORE}    limits: [{every: |`)).toContain('week');
  });
  it('names from the document', () => {
    expect(suggested(`${BEFORE}    unit: |\n`)).toContain('points');
  });
});
