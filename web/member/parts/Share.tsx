import { Button } from '@mantine/core';
import { Copy } from '@shared/components/Copy';
import { IconShare } from '@tabler/icons-react';

/** The phone's own way of passing things on; where there is none, the text is copied. `label` says what is. */
export function Share({ text, url, label }: { text: string; url?: string; label: string }) {
  const whole = url ? `${text} ${url}` : text;
  if (!navigator.share) return <Copy text={whole} label={label} />;
  // Whoever closes the menu without choosing has changed their mind.
  const share = () => void navigator.share({ text, ...(url ? { url } : {}) }).catch(() => {});
  return (
    <Button size="lg" leftSection={<IconShare aria-hidden />} onClick={share}>
      {label}
    </Button>
  );
}
