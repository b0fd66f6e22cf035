import {
  Alert,
  Anchor,
  Button,
  FileButton,
  Group,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { nameOf, useChange, useRead } from '@shared/api/hooks';
import type { Branding, NewBranding } from '@shared/api/types';
import { Form } from '@shared/components/Form';
import { ProblemNote } from '@shared/components/ProblemNote';
import { WaitingRows } from '@shared/components/Waiting';
import { may, useSession } from '@shared/session/session';
import { isHex } from '@shared/theme/colour';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import { ColourField } from './ColourField';
import { dataUrl, LOGO_TYPES, type Trouble, troubleWith } from './logo';
import { Phone } from './Phone';
import '../settings.css';

/** How the shop shows itself in all three apps. */
export default function Look() {
  const { t } = useTexts();
  const branding = useRead('GET /v1/branding', {});
  return (
    <Page title={t('look.title')} lead={t('look.lead')}>
      {branding.isPending && <WaitingRows rows={2} height={220} />}
      <ProblemNote error={branding.error} onRetry={branding.refetch} />
      {branding.data && <Editing branding={branding.data} />}
    </Page>
  );
}

/** A logo as it is kept, a new one, or none. */
type Logo = { kept: string | undefined } | { made: string } | 'none';

const shownLogo = (logo: Logo) =>
  logo === 'none' ? undefined : 'made' in logo ? logo.made : logo.kept;

function Editing({ branding }: { branding: Branding }) {
  const { t } = useTexts();
  const [name, setName] = useState(branding.name);
  const [colour, setColour] = useState(branding.colour);
  const [logo, setLogo] = useState<Logo>({ kept: branding.logo ?? undefined });
  const save = useChange('PUT /v1/branding');
  const client = useQueryClient();
  const shown = shownLogo(logo);
  const submit = () => {
    const body: NewBranding = {
      name: name.trim(),
      colour: colour.toLowerCase(),
    };
    // Left out, the picture stays as it is.
    if (logo === 'none') body.logo = null;
    else if ('made' in logo) body.logo = logo.made;
    save.mutate(
      { body },
      { onSuccess: () => client.invalidateQueries({ queryKey: nameOf('GET /v1/branding') }) },
    );
  };
  return (
    <div className="look-grid">
      <section className="card">
        <Form onSubmit={submit}>
          <TextInput
            label={t('look.name')}
            description={t('look.nameHint')}
            required
            withAsterisk={false}
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <ColourField value={colour} onChange={setColour} />
          <LogoField shown={shown} onChange={setLogo} />
          <ProblemNote error={save.error} />
          <Button type="submit" loading={save.isPending} disabled={!isHex(colour)}>
            {t('settings.save')}
          </Button>
          <Text role="status" size="sm" c="var(--t-good-text)">
            {save.isSuccess && t('look.saved')}
          </Text>
        </Form>
      </section>
      <section>
        <Title order={2} size="h4" mb="sm">
          {t('look.preview')}
        </Title>
        <div className="pair">
          {(['light', 'dark'] as const).map((scheme) => (
            <Phone key={scheme} scheme={scheme} name={name} colour={colour} logo={shown} />
          ))}
        </div>
        <Text size="sm" c="dimmed" mt="sm">
          {t('look.contrast')}
        </Text>
        <ToTexts />
      </section>
    </div>
  );
}

/** Whoever looks for the words of the shop here is led to them. */
function ToTexts() {
  const { t } = useTexts();
  const { data: session } = useSession();
  if (!may(session, 'programme.edit')) return null;
  return (
    <Text size="sm" mt="sm">
      {t('look.texts')}{' '}
      <Anchor
        inherit
        underline="always"
        renderRoot={(own) => <Link {...own} to="/programme/edit" search={{ tab: 'texts' }} />}
      >
        {t('look.toTexts')}
      </Anchor>
    </Text>
  );
}

function LogoField({
  shown,
  onChange,
}: {
  shown: string | undefined;
  onChange: (logo: Logo) => void;
}) {
  const { t } = useTexts();
  const [trouble, setTrouble] = useState<Trouble>();
  const take = async (file: File | null) => {
    if (!file) return;
    const found = troubleWith(file);
    setTrouble(found);
    if (!found) onChange({ made: await dataUrl(file) });
  };
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {t('look.logo')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('look.logoHint')}
      </Text>
      <Group>
        {shown && (
          <img
            src={shown}
            alt={t('look.logo')}
            width={56}
            height={56}
            style={{ objectFit: 'contain', borderRadius: 12, background: 'var(--t-sunken)' }}
          />
        )}
        <FileButton onChange={(file) => void take(file)} accept={LOGO_TYPES.join(',')}>
          {(button) => (
            <Button variant="default" {...button}>
              {t(shown ? 'look.otherLogo' : 'look.chooseLogo')}
            </Button>
          )}
        </FileButton>
        {shown && (
          <Button
            variant="subtle"
            color="bad"
            onClick={() => {
              setTrouble(undefined);
              onChange('none');
            }}
          >
            {t('look.noLogo')}
          </Button>
        )}
      </Group>
      {trouble && (
        <Alert color="bad" variant="light" role="alert">
          {t(`look.trouble.${trouble}`)}
        </Alert>
      )}
    </Stack>
  );
}
