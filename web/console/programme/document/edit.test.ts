import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { remove, set } from './edit';

const DOCUMENT = `# A shop
tessera: 1

programme: {key: a, name: "A", currency: EUR}

units:
  points:
    worth: 0.10   # ten are one euro
    expires: end of next year

# How it is earned
earning:
  purchases:
    unit: points
    give: {by_tier: {bronze: 1, silver: 1.5}}   # by status
    per: 10
    on: "'a' in line.tags"

tiers:
  status:
    levels:
      bronze: {by: joining}
      silver:
        at: {spend: 500}
        benefits:
          - One
          # The second
          - Two

texts:
  hello: |
    Good day.
    And more.
`;

/** What differs, line by line. */
function changed(before: string, after: string) {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return {
    gone: old.filter((line) => !now.includes(line)),
    come: now.filter((line) => !old.includes(line)),
  };
}

describe('a value is changed and nothing else', () => {
  it('with its comment beside it', () => {
    const after = set(DOCUMENT, ['units', 'points', 'worth'], '0.20');
    expect(changed(DOCUMENT, after)).toEqual({
      gone: ['    worth: 0.10   # ten are one euro'],
      come: ['    worth: 0.20   # ten are one euro'],
    });
  });

  it('inside brackets', () => {
    const after = set(DOCUMENT, ['earning', 'purchases', 'give', 'by_tier', 'silver'], '2');
    expect(changed(DOCUMENT, after).come).toEqual([
      '    give: {by_tier: {bronze: 1, silver: 2}}   # by status',
    ]);
  });

  it('with quotes where it needs them', () => {
    const path = ['earning', 'purchases', 'on'];
    for (const value of ["!line.on_sale && 'a' in line.tags", 'a: b', '- #', 'yes', '12 months']) {
      expect(parse(set(DOCUMENT, path, value)).earning.purchases.on).toBe(value);
    }
    const inFlow = set(DOCUMENT, ['programme', 'name'], 'Beans, {tea} & more');
    expect(parse(inFlow).programme).toEqual({
      key: 'a',
      name: 'Beans, {tea} & more',
      currency: 'EUR',
    });
  });
});

describe('something is added', () => {
  it('at the end of its block', () => {
    const after = set(DOCUMENT, ['units', 'points', 'pending'], '14 days');
    expect(changed(DOCUMENT, after)).toEqual({ gone: [], come: ['    pending: 14 days'] });
    expect(parse(after).units.points.pending).toBe('14 days');
  });

  it('behind a list with comments', () => {
    const after = set(DOCUMENT, ['tiers', 'status', 'levels', 'gold'], { at: { spend: '900' } });
    expect(changed(DOCUMENT, after)).toEqual({
      gone: [],
      come: ['      gold: {at: {spend: 900}}'],
    });
  });

  it('inside brackets', () => {
    const after = set(DOCUMENT, ['tiers', 'status', 'levels', 'bronze', 'name'], 'Bronze');
    expect(after).toContain('bronze: {by: joining, name: Bronze}');
  });

  it('as a section of its own, at the end', () => {
    const after = set(DOCUMENT, ['redemption', 'points'], { minimum: '100' });
    expect(after.startsWith(DOCUMENT)).toBe(true);
    expect(after.slice(DOCUMENT.length)).toBe('\nredemption:\n  points: {minimum: 100}\n');
  });

  it('to a section that is empty', () => {
    expect(parse(set('a: 1\nrules:\n', ['rules', 'x', 'when'], 'joining'))).toEqual({
      a: 1,
      rules: { x: { when: 'joining' } },
    });
    expect(set('a: {}\n', ['a', 'b'], 'c')).toBe('a: {b: c}\n');
  });

  it('to a text that does not end with a line', () => {
    expect(set('a: 1', ['b'], 'c')).toBe('a: 1\n\nb: c');
  });
});

describe('something is taken away', () => {
  it('with its line', () => {
    const after = remove(DOCUMENT, ['earning', 'purchases', 'per']);
    expect(changed(DOCUMENT, after)).toEqual({ gone: ['    per: 10'], come: [] });
  });

  it('from brackets, wherever it stands', () => {
    expect(remove('a: {b: 1, c: 2, d: 3}\n', ['a', 'b'])).toBe('a: {c: 2, d: 3}\n');
    expect(remove('a: {b: 1, c: 2, d: 3}\n', ['a', 'd'])).toBe('a: {b: 1, c: 2}\n');
  });

  it('with a group of keys that would be left empty, but not an entry', () => {
    expect(remove('a:\n  minimum:\n    amount: 1\n  b: 2\n', ['a', 'minimum', 'amount'])).toBe(
      'a:\n  b: 2\n',
    );
    expect(remove('a:\n  credit:\n    block: 1\nc: 2\n', ['a', 'credit', 'block'])).toBe(
      'a:\n  credit: {}\nc: 2\n',
    );
    expect(remove('a: {credit: {block: 1}}\n', ['a', 'credit', 'block'])).toBe('a: {credit: {}}\n');
  });

  it('with all its lines', () => {
    const after = remove(DOCUMENT, ['texts', 'hello']);
    expect(after).not.toContain('And more');
    expect(parse(after).tiers).toEqual(parse(DOCUMENT).tiers);
  });
});

it('a document that cannot be read is left alone', () => {
  expect(set('a: [', ['b'], 'c')).toBe('a: [');
  expect(remove('a: [', ['a'])).toBe('a: [');
});
