import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'jsdom',
    setupFiles: ['./vitest.setup.ts'],
    include: ['src/**/__tests__/*.spec.{ts,tsx}'],
    // JupyterLab's packages are ES modules that import JSON and CSS: only the bundler can read them
    server: { deps: { inline: [/@jupyterlab/, /@jupyter\//, /@lumino/] } }
  }
});
