import './boot-theme.ts';
import './styles.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { SignInGate } from '../features/account/sign-in-gate.tsx';
import { ToastHost } from '../ui/toast.tsx';
import { queryClient } from './query-client.ts';
import { router } from './router.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <ToastHost>
        <SignInGate>
          <RouterProvider router={router} />
        </SignInGate>
      </ToastHost>
    </QueryClientProvider>
  </StrictMode>,
);
