import '@mantine/core/styles.layer.css';
import './styles.css';
import { boot } from '@shared/boot';
import { RouterProvider } from '@tanstack/react-router';
import { router } from './router';
import { loadTexts } from './texts/load';

void boot(loadTexts, <RouterProvider router={router} />);
