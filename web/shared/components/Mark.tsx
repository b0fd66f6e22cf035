import { Group, Text } from '@mantine/core';
import { useBrand } from '../theme/Brand';

/** The shop's logo and name; without a logo a small mosaic in its colour. */
export function Mark({ size = 32, withName = true }: { size?: number; withName?: boolean }) {
  const { brand } = useBrand();
  return (
    <Group gap="sm" wrap="nowrap" miw={0}>
      {brand.logo ? (
        <img
          src={brand.logo}
          alt={withName ? '' : brand.name}
          width={size}
          height={size}
          style={{ flex: 'none' }}
        />
      ) : (
        <Mosaic size={size} />
      )}
      {withName && (
        <Text fw={700} size="lg" truncate>
          {brand.name}
        </Text>
      )}
    </Group>
  );
}

const TILES = [
  { x: 2, y: 2, on: true },
  { x: 12, y: 2, on: true },
  { x: 22, y: 2, on: true },
  { x: 2, y: 12, on: false },
  { x: 12, y: 12, on: true },
  { x: 22, y: 12, on: false },
  { x: 2, y: 22, on: false },
  { x: 12, y: 22, on: true },
  { x: 22, y: 22, on: false },
];

function Mosaic({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" style={{ flex: 'none' }}>
      {TILES.map(({ x, y, on }) => (
        <rect
          key={`${x}-${y}`}
          x={x}
          y={y}
          width="8"
          height="8"
          rx="2.4"
          fill={on ? 'var(--t-primary-fill)' : 'var(--t-line)'}
        />
      ))}
    </svg>
  );
}
