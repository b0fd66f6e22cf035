import { useRead } from '@shared/api/hooks';
import { useBrand } from '@shared/theme/Brand';
import { useLayoutEffect } from 'react';
import { keep, kept } from './offline/kept';

/** Shows the till in the name, colour and logo of the shop, without a network in those it knew last. */
export function useShop(): void {
  const { setBrand } = useBrand();
  const { data } = useRead('GET /v1/branding', {});
  useLayoutEffect(() => {
    const shop = data ?? kept('branding');
    if (data) keep('branding', data);
    if (!shop) return;
    setBrand({ name: shop.name, colour: shop.colour, logo: shop.logo ?? undefined });
  }, [data, setBrand]);
}
