import './styles.css';
import { boot } from '@shared/boot';
import { App } from './App';
import { fetchFirst } from './first';
import { bringBack } from './kept/answers';
import { loadTexts } from './texts/load';

void boot(loadTexts, <App />, async (client) => {
  if (await bringBack(client)) await fetchFirst();
});

// The shell opens without a network; while developing it would only hide changes.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  void navigator.serviceWorker.register(`${import.meta.env.BASE_URL}offline.js`);
}
