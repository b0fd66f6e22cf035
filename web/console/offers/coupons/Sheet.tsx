import { Anchor, Button, Group, NativeSelect, Text } from '@mantine/core';
import { useRead } from '@shared/api/hooks';
import { ProblemNote } from '@shared/components/ProblemNote';
import { Qr } from '@shared/components/Qr';
import { WaitingRows } from '@shared/components/Waiting';
import { useBrand } from '@shared/theme/Brand';
import { IconArrowLeft, IconDownload, IconPrinter } from '@tabler/icons-react';
import { Link, useParams } from '@tanstack/react-router';
import { type CSSProperties, useState } from 'react';
import { Page } from '../../shell/Page';
import { useTexts } from '../../texts/use';
import { useWords } from '../document/useWords';
import { useActive } from '../useActive';
import { chunks, partsOf, perPage, SIZES, type Size } from './pages';
import './sheet.css';

/** A batch of codes, ready for the printer: as many labels on a page as fit, each with its QR code. */
export default function Sheet() {
  const { t, format } = useTexts();
  const { batch: id = '' } = useParams({ strict: false });
  const batch = useRead('GET /v1/coupon-batches/{batch_id}', { path: { batch_id: id } });
  const active = useActive();
  const words = useWords(active.document);
  const [size, setSize] = useState<Size>('small');
  const [part, setPart] = useState(0);
  const item = active.items.find(
    ({ section, key }) => section === 'coupons' && key === batch.data?.coupon,
  );
  const codes = batch.data?.codes ?? [];
  const parts = partsOf(codes.length, size);
  const shown = parts[part] ?? parts[0];
  const name = item?.name ?? batch.data?.coupon ?? t('coupons.title');
  return (
    <Page
      title={name}
      lead={batch.data ? t('coupons.codes', { count: codes.length }) : ''}
      action={
        codes.length > 0 && (
          <Button leftSection={<IconPrinter size={18} />} onClick={() => window.print()}>
            {t('sheet.print')}
          </Button>
        )
      }
    >
      <div className="not-printed">
        <Anchor component={Link} to="/offers/coupons" w="fit-content">
          <Group gap={6}>
            <IconArrowLeft size={18} aria-hidden /> {t('sheet.back')}
          </Group>
        </Anchor>
      </div>
      {batch.isPending && <WaitingRows />}
      <ProblemNote error={batch.error} onRetry={batch.refetch} />
      {codes.length > 0 && (
        <Group className="not-printed card" align="end" gap="md">
          <NativeSelect
            label={t('sheet.size')}
            value={size}
            data={(Object.keys(SIZES) as Size[]).map((value) => ({
              value,
              label: t(`sheet.${value}`, { count: perPage(value) }),
            }))}
            onChange={(event) => {
              setSize(event.currentTarget.value as Size);
              setPart(0);
            }}
          />
          {parts.length > 1 && (
            <NativeSelect
              label={t('sheet.part')}
              value={String(part)}
              data={parts.map(({ first, last }, at) => ({
                value: String(at),
                label: `${format.number(first)}–${format.number(last)}`,
              }))}
              onChange={(event) => setPart(Number(event.currentTarget.value))}
            />
          )}
          <Button
            component="a"
            variant="default"
            leftSection={<IconDownload size={18} />}
            href={`data:text/csv;charset=utf-8,${encodeURIComponent(['code', ...codes].join('\r\n'))}`}
            download={`${batch.data?.coupon}.csv`}
          >
            {t('sheet.csv')}
          </Button>
        </Group>
      )}
      {shown && (
        <Pages
          codes={codes.slice(shown.first - 1, shown.last)}
          size={size}
          name={name}
          head={item && words.head(item)}
          terms={item ? words.terms(item) : []}
        />
      )}
    </Page>
  );
}

interface Printed {
  codes: string[];
  size: Size;
  name: string;
  head: string | undefined;
  terms: string[];
}

function Pages({ codes, size, ...label }: Printed) {
  const { t, format } = useTexts();
  const pages = chunks(codes, perPage(size));
  const { columns, rows } = SIZES[size];
  return (
    <div className="sheets" style={{ '--columns': columns, '--rows': rows } as CSSProperties}>
      {pages.map((page, at) => (
        <section
          key={page[0]}
          className="sheet"
          aria-label={t('sheet.page', {
            page: format.number(at + 1),
            of: format.number(pages.length),
          })}
        >
          {page.map((code) => (
            <Label key={code} code={code} {...label} />
          ))}
        </section>
      ))}
    </div>
  );
}

function Label({ code, name, head, terms }: Omit<Printed, 'codes' | 'size'> & { code: string }) {
  const { brand } = useBrand();
  const { t } = useTexts();
  return (
    <div className="label">
      <Qr text={code} label={t('sheet.qr', { code })} />
      <div className="label-text">
        <Text size="xs" className="label-shop">
          {brand.name}
        </Text>
        <strong className="label-head">{head ?? name}</strong>
        <span className="label-terms">{terms.join(' · ')}</span>
        <span className="label-code">{code}</span>
      </div>
    </div>
  );
}
