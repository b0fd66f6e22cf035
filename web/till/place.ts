import type { Device } from '@shared/api/types';

type Standing = Pick<Device, 'till' | 'store_name'>;

/** Where somebody stands: the till, who serves there, and the store by the name that it was given. */
export const placeOf = ({ till, store_name }: Standing, cashier?: string) =>
  [till.name, cashier, store_name].filter(Boolean).join(' · ');
