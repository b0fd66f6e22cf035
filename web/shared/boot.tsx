import '@shared/theme/base.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { newQueryClient } from './api/hooks';
import { Broken } from './components/Broken';
import { startLocale } from './i18n/locale';
import { type LoadTexts, speak, TextProvider } from './i18n/TextProvider';
import { connect } from './session/session';
import { BrandProvider } from './theme/Brand';

/** Starts an app: language first, so that nothing is ever shown in the wrong one. */
export async function boot(load: LoadTexts, app: ReactNode): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  const locale = startLocale();
  const texts = await load(locale);
  speak(locale);
  const client = newQueryClient();
  connect(client);
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
