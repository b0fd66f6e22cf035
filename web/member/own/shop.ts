import { useRead } from '@shared/api/hooks';
import { useBrand } from '@shared/theme/Brand';
import { useLayoutEffect } from 'react';

/** Shows the app in the name, colour and logo of the shop, before anybody signs in. */
export function useShop() {
  const { setBrand } = useBrand();
  const { data } = useRead('GET /v1/branding', {});
  const { name, colour, logo } = data ?? {};
  useLayoutEffect(() => {
    if (!name || !colour) return;
    setBrand({ name, colour, ...(logo ? { logo } : {}) });
    document.title = name;
  }, [name, colour, logo, setBrand]);
  return data;
}
