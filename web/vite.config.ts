import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // data: URIs would need a wider Content-Security-Policy than 'self'
    assetsInlineLimit: 0,
  },
  // replaced in each answer by its nonce (src/api/plugins/security-headers.ts)
  html: { cspNonce: '__CSP_NONCE__' },
  server: { proxy: { '/api': 'http://localhost:8080' } },
});
