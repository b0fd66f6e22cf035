import { expect, it } from 'vitest';
import { FIGURES, rowsOf, SINCE_START, unitRowsOf } from './rows';

const span = { from: '2026-10-30', until: '2026-11-28' };
const all = { span, seesMembers: true, seesActs: true };
const lately = { search: { period: '30d' }, ...all } as const;
const sinceStart = { search: SINCE_START, ...all };

it('people are listed: all of them, and those who joined in the days of the figure', () => {
  expect(rowsOf('members', lately)).toEqual({ to: '/members', search: {} });
  expect(rowsOf('joined', lately)).toEqual({
    to: '/members',
    search: { joinedFrom: '2026-10-30', joinedUntil: '2026-11-28' },
  });
});

it('receipts are listed, and those of members where only these count', () => {
  const to = '/reports/receipts';
  expect(rowsOf('receipts', lately)).toEqual({ to, search: { period: '30d' } });
  for (const figure of ['active', 'averageMember', 'frequency'] as const) {
    expect(rowsOf(figure, lately)).toEqual({ to, search: { period: '30d', members: true } });
  }
  expect(rowsOf('receipts', sinceStart)).toEqual({ to, search: { period: 'all' } });
});

it('sums and shares open the days that they are made of, with their column', () => {
  const days = (column: string) => ({ to: '/reports/days', search: { period: 'all', column } });
  expect(rowsOf('turnover', sinceStart)).toEqual(days('total'));
  expect(rowsOf('discount', sinceStart)).toEqual(days('discount'));
  expect(rowsOf('returns', sinceStart)).toEqual(days('returns'));
  expect(rowsOf('redemption', sinceStart)).toEqual(days('spent'));
});

it('who may not see members is led to days by every figure', () => {
  for (const figure of FIGURES.filter((one) => one !== 'certificates')) {
    const rows = rowsOf(figure, { ...lately, seesMembers: false });
    expect(rows, figure).toMatchObject({
      to: '/reports/days',
      search: { column: expect.any(String) },
    });
  }
  expect(rowsOf('members', { ...lately, seesMembers: false }).search).toEqual({
    period: 'all',
    column: 'joined',
  });
});

it('certificates are listed, or for who sees no members what is sold of them', () => {
  const to = '/reports/certificates';
  expect(rowsOf('certificates', sinceStart)).toEqual({ to, search: { period: 'all' } });
  expect(rowsOf('certificates', lately)).toEqual({ to, search: { period: '30d' } });
  const kinds = { to: '/offers', search: {} };
  expect(rowsOf('certificates', { ...sinceStart, seesMembers: false })).toEqual(kinds);
});

it('corrections open the acts that made them', () => {
  expect(unitRowsOf('adjusted', 'points', lately)).toEqual({
    to: '/settings/activity',
    search: { period: '30d', what: 'balance_corrected' },
  });
});

it('what moved of a unit opens the days of that unit', () => {
  for (const column of ['issued', 'spent', 'expired'] as const) {
    expect(unitRowsOf(column, 'points', lately)).toEqual({
      to: '/reports/days',
      search: { period: '30d', unit: 'points', column },
    });
  }
});

it('what is with members opens those who have it, as corrections do where no acts are seen', () => {
  const looked = { ...lately, seesActs: false };
  for (const figure of ['outstanding', 'adjusted'] as const) {
    const rows = { to: '/members', search: { holding: 'points' } };
    expect(unitRowsOf(figure, 'points', looked)).toEqual(rows);
    expect(unitRowsOf(figure, 'points', { ...looked, seesMembers: false })).toEqual({
      to: '/reports/days',
      search: { period: '30d', unit: 'points', column: 'issued' },
    });
  }
});
