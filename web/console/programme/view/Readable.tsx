import { Anchor, Text, Title } from '@mantine/core';
import type { ProgrammeView, ViewItem } from '@shared/api/types';
import { Empty } from '@shared/components/Empty';
import {
  type Icon,
  IconAward,
  IconBolt,
  IconBox,
  IconCake,
  IconCoins,
  IconDiscount,
  IconGift,
  IconRuler,
  IconSettings,
  IconStairsUp,
  IconTicket,
  IconUsers,
  IconWallet,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTexts } from '../../texts/use';

const ICONS: Record<string, Icon> = {
  earning: IconCoins,
  units: IconWallet,
  redemption: IconWallet,
  tiers: IconStairsUp,
  offers: IconDiscount,
  ladders: IconDiscount,
  coupons: IconTicket,
  certificates: IconTicket,
  birthday: IconCake,
  rules: IconBolt,
  events: IconBolt,
  stamps: IconAward,
  badges: IconAward,
  catalogue: IconGift,
  rewards: IconGift,
  metrics: IconRuler,
  settings: IconSettings,
  referral: IconUsers,
  groups: IconUsers,
};

/** The document in plain words. Every item leads to its place in the text. */
export function Readable({ view, version }: { view: ProgrammeView; version?: number | undefined }) {
  const { t } = useTexts();
  const sections = view.sections.filter((section) => section.items.length > 0);
  if (sections.length === 0) {
    return (
      <Empty
        icon={<IconBox size={32} />}
        title={t('programme.viewEmpty')}
        text={t('programme.viewEmptyText')}
      />
    );
  }
  return (
    <div className="readable">
      {sections.map((section) => {
        const SectionIcon = ICONS[section.key] ?? IconBox;
        return (
          <section key={section.key} className="card readable-section">
            <Title order={2} size="h3" className="readable-title">
              <SectionIcon size={24} aria-hidden className="way-icon" />
              {section.title}
            </Title>
            <ul className="rows">
              {section.items.map((item) => (
                <Item key={item.path} item={item} version={version} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function Item({ item, version }: { item: ViewItem; version: number | undefined }) {
  const { t } = useTexts();
  return (
    <li>
      <Text fw={650} component="h3" size="md">
        {item.title}
      </Text>
      {item.sentences.map((sentence) => (
        <Text key={sentence}>{sentence}</Text>
      ))}
      {version !== undefined && (
        <Anchor
          size="sm"
          renderRoot={(props) => (
            <Link
              {...props}
              to="/programme/versions/$version"
              params={{ version: String(version) }}
              search={{ tab: 'document', line: item.place.line }}
              aria-label={`${item.title}: ${t('programme.line', { line: item.place.line })}`}
            />
          )}
        >
          {t('programme.line', { line: item.place.line })}
        </Anchor>
      )}
    </li>
  );
}
