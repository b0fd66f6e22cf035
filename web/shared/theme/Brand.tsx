import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { resolverOf, themeOf } from './theme';
import { OWN_COLOUR } from './tokens';

/** How a shop shows itself. */
export interface Brand {
  name: string;
  /** Address of a picture on the same server. */
  logo?: string | undefined;
  /** `#1f6b5b`; everything else is worked out from it. */
  colour: string;
}

const OWN: Brand = { name: 'Tessera', colour: OWN_COLOUR };

interface Held {
  brand: Brand;
  setBrand: (brand: Partial<Brand>) => void;
}

const Context = createContext<Held>({ brand: OWN, setBrand: () => {} });

export const useBrand = () => useContext(Context);

const schemes = localStorageColorSchemeManager({ key: 'tessera.scheme' });

/** The theme of the app, in the shop's colour. */
export function BrandProvider({ children }: { children: ReactNode }) {
  const [brand, setAll] = useState(OWN);
  const theme = useMemo(() => themeOf(brand.colour), [brand.colour]);
  const resolver = useMemo(() => resolverOf(brand.colour), [brand.colour]);
  // Stable, so that effects which set the brand do not run again because of what they set.
  const setBrand = useCallback(
    (part: Partial<Brand>) => setAll((old) => ({ ...old, ...part })),
    [],
  );
  const held = useMemo(() => ({ brand, setBrand }), [brand, setBrand]);
  return (
    <Context.Provider value={held}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={resolver}
        colorSchemeManager={schemes}
        defaultColorScheme="auto"
      >
        {children}
      </MantineProvider>
    </Context.Provider>
  );
}
