import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './api/session';
import { hasTicket } from './api/ticket';
import { router } from './app/router';
import { Toasts } from './ui/toast';
import './ui/tokens.css';
import './ui/base.css';
import './ui/kit.css';
import './ui/table.css';
import './app/shell.css';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the console.');
if (hasTicket()) void router.navigate({ to: '/sign-in', replace: true });
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
      <Toasts />
    </QueryClientProvider>
  </StrictMode>,
);
