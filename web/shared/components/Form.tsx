import { Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';

/** Fields below each other; Enter sends, and the page stays. */
export function Form({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form onSubmit={submit}>
      <Stack>{children}</Stack>
    </form>
  );
}
