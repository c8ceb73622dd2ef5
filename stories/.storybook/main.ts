import type { StorybookConfig } from '@storybook/web-components-vite';

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../docs/**/*.mdx', '../**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  staticDirs: [{ from: '../../demo/public/avatars', to: '/avatars' }],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
  viteFinal: (options) => ({
    ...options,
    // Chunk sizes are judged where they are shipped (test/bench/size.ts), not in this book.
    // The CSS target is what the kit itself asks for: below it, `light-dark()` is rewritten into something that follows no theme.
    build: { ...options.build, chunkSizeWarningLimit: 4000, cssTarget: ['chrome123', 'firefox128', 'safari17.5'] },
  }),
};

export default config;
