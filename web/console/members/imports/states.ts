import type { Import } from '@shared/api/types';

export const STATE_COLOURS: Record<Import['state'], 'primary' | 'good' | 'warn' | 'bad'> = {
  checked: 'warn',
  running: 'primary',
  done: 'good',
  failed: 'bad',
  undoing: 'primary',
  undone: 'warn',
};

/** While the server works on it, its progress is worth looking at. */
export const isAtWork = (state: Import['state'] | undefined) =>
  state === 'running' || state === 'undoing';
