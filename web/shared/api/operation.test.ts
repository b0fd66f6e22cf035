import { expect, it } from 'vitest';
import { Operation } from './operation';

function counted() {
  let made = 0;
  return new Operation(() => {
    made += 1;
    return `key-${made}`;
  });
}

it('an operation whose outcome is unknown is repeated with its key', () => {
  const operation = counted();
  expect(operation.begin({ name: 'Till 1' })).toBe('key-1');
  expect(operation.begin({ name: 'Till 1' })).toBe('key-1');
});

it('other input is another operation', () => {
  const operation = counted();
  operation.begin({ name: 'Till 1' });
  expect(operation.begin({ name: 'Till 2' })).toBe('key-2');
});

it('the same input after an answer is another operation', () => {
  const operation = counted();
  operation.begin({ name: 'Till 1' });
  operation.settle();
  expect(operation.begin({ name: 'Till 1' })).toBe('key-2');
});

it('keys are fresh and fit into a header', () => {
  const keys = new Set(Array.from({ length: 1000 }, () => new Operation().begin(null)));
  expect(keys.size).toBe(1000);
  for (const key of keys) expect(key).toMatch(/^[!-~]{16,255}$/);
});
