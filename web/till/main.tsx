import '@mantine/core/styles.layer.css';
import './styles.css';
import './counter/counter.css';
import './counter/receipt.css';
import './counter/sizes.css';
import { boot } from '@shared/boot';
import { App } from './App';
import { loadTexts } from './texts/load';

void boot(loadTexts, <App />);

// The shell opens without a network; while developing it would only hide changes.
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  void navigator.serviceWorker.register(`${import.meta.env.BASE_URL}offline.js`);
}
