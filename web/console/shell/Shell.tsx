import {
  ActionIcon,
  AppShell,
  Box,
  Burger,
  Group,
  NavLink,
  ScrollArea,
  Text,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useRead } from '@shared/api/hooks';
import type { Session, StaffRole } from '@shared/api/types';
import { LanguageChoice } from '@shared/components/Choices';
import { Mark } from '@shared/components/Mark';
import { ProblemNote } from '@shared/components/ProblemNote';
import { useSignOut } from '@shared/session/session';
import { useBrand } from '@shared/theme/Brand';
import { IconLogout, IconMoon, IconSun, IconUserCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { Link, useLocation } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { SandboxBanner } from '../settings/clock/SandboxBanner';
import { useTexts } from '../texts/use';
import { entryOf, menuOf } from './menu';

export function Shell({ session, children }: { session: Session; children: ReactNode }) {
  const { t } = useTexts();
  const [isOpen, menu] = useDisclosure(false);
  const isSandbox = useShop();
  return (
    <AppShell
      header={{ height: 64 }}
      navbar={{ width: 260, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding="lg"
    >
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <AppShell.Header px="md" bg="var(--t-surface)">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group wrap="nowrap" miw={0}>
            <Burger
              opened={isOpen}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t(isOpen ? 'menu.close' : 'menu.open')}
            />
            <Mark />
          </Group>
          <Group gap="xs" wrap="nowrap" flex="none">
            <Box maw={{ base: 112, sm: 172 }}>
              <LanguageChoice quiet />
            </Box>
            <SchemeButton />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="md" bg="var(--t-surface)" aria-label={t('menu.label')}>
        <AppShell.Section grow component={ScrollArea}>
          <Menu session={session} onGo={menu.close} />
        </AppShell.Section>
        <AppShell.Section>
          <Who session={session} onGo={menu.close} />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} style={{ outline: 'none' }}>
        {isSandbox && <SandboxBanner session={session} />}
        {children}
      </AppShell.Main>
    </AppShell>
  );
}

/** Takes over how the shop shows itself; answers whether this is a server to try things out. */
function useShop(): boolean {
  const { setBrand } = useBrand();
  const { data } = useRead('GET /v1/branding', {});
  useEffect(() => {
    if (data) setBrand({ name: data.name, colour: data.colour, logo: data.logo ?? undefined });
  }, [data, setBrand]);
  return data?.sandbox ?? false;
}

function Menu({ session, onGo }: { session: Session; onGo: () => void }) {
  const { t } = useTexts();
  const here = useLocation({ select: (location) => location.pathname });
  const sections = menuOf(session);
  const active = entryOf(sections, here);
  return sections.map((section) => (
    <div key={section.label ?? 'first'}>
      {section.label && (
        <Text size="xs" fw={700} c="dimmed" tt="uppercase" mt="lg" mb={6} px="sm">
          {t(section.label)}
        </Text>
      )}
      {section.entries.map((entry) => (
        <NavLink
          key={entry.to}
          component={Link}
          to={entry.to}
          label={t(entry.label)}
          leftSection={<entry.icon size={20} aria-hidden />}
          activeOptions={{ exact: true }}
          active={entry === active}
          onClick={onGo}
          style={{ borderRadius: 12 }}
        />
      ))}
    </div>
  ));
}

function Who({ session, onGo }: { session: Session; onGo: () => void }) {
  const { t } = useTexts();
  const here = useLocation({ select: (location) => location.pathname });
  const signOut = useMutation({ mutationFn: useSignOut() });
  const role = session.role as StaffRole | undefined;
  return (
    <>
      <ProblemNote error={signOut.error} />
      <NavLink
        component={Link}
        to="/me"
        label={session.name}
        description={here !== '/me' && role && t(`role.${role}`)}
        active={here === '/me'}
        leftSection={<IconUserCircle size={24} aria-hidden />}
        onClick={onGo}
        style={{ borderRadius: 12 }}
      />
      <NavLink
        component="button"
        label={t('signOut')}
        leftSection={<IconLogout size={20} aria-hidden />}
        disabled={signOut.isPending}
        onClick={() => signOut.mutate()}
        style={{ borderRadius: 12 }}
      />
    </>
  );
}

function SchemeButton() {
  const { t } = useTexts();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const prefersDark = window.matchMedia('(prefers-color-scheme: dark)').matches;
  const isDark = colorScheme === 'dark' || (colorScheme === 'auto' && prefersDark);
  const next = isDark ? 'light' : 'dark';
  return (
    <ActionIcon
      variant="default"
      size={36}
      onClick={() => setColorScheme(next)}
      aria-label={`${t('scheme')}: ${t(`scheme.${next}`)}`}
    >
      {isDark ? <IconSun size={20} /> : <IconMoon size={20} />}
    </ActionIcon>
  );
}
