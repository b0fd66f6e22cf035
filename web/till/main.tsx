import '@mantine/core/styles.layer.css';
import './styles.css';
import { boot } from '@shared/boot';
import { App } from './App';
import { loadTexts } from './texts/load';

void boot(loadTexts, <App />);
