import '@shared/theme/base.css';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { newQueryClient } from './api/hooks';
import { Broken } from './components/Broken';
import { startLocale } from './i18n/locale';
import { type LoadTexts, speak, TextProvider } from './i18n/TextProvider';
import { connect } from './session/session';
import { BrandProvider } from './theme/Brand';

/**
 * Starts an app: language first, so that nothing is ever shown in the wrong one. `prepare` may fill in answers
 * that were kept from the last time; it runs while the texts are loaded.
 */
export async function boot(
  load: LoadTexts,
  app: ReactNode,
  prepare?: (client: QueryClient) => Promise<void>,
): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  const locale = startLocale();
  const client = newQueryClient();
  connect(client);
  const [texts] = await Promise.all([load(locale), prepare?.(client)]);
  speak(locale);
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <TextProvider load={load} start={{ locale, texts }}>
          <BrandProvider>
            <Broken>{app}</Broken>
          </BrandProvider>
        </TextProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
