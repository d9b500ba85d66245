import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Relative addresses: the service writes into the page below which path it is published.
export default defineConfig({
  base: './',
  plugins: [react()],
  // The client as it is written: it needs no build of its own before this one.
  resolve: {
    alias: {
      'batchwright-client/react': fileURLToPath(new URL('../clients/typescript/src/react.ts', import.meta.url)),
      'batchwright-client': fileURLToPath(new URL('../clients/typescript/src/main.ts', import.meta.url)),
    },
    dedupe: ['react'],
  },
  build: {
    target: 'es2022',
    manifest: 'manifest.json',
    // The policy of the page allows no data in scripts and styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    sourcemap: false,
  },
  // `npx vite` in this folder serves the sources, with the service of port 8000 behind them.
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8000', ws: true } } },
});
