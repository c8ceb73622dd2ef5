import type { StorybookConfig } from '@storybook/web-components-vite';

const emojiData = '../../node_modules/emoji-picker-element-data';

const config: StorybookConfig = {
  framework: '@storybook/web-components-vite',
  stories: ['../docs/**/*.mdx', '../**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  // The same addresses as in the package's `emoji` folder.
  staticDirs: [
    { from: `${emojiData}/en/cldr/data.json`, to: '/emoji/en.json' },
    { from: `${emojiData}/zh/cldr/data.json`, to: '/emoji/zh.json' },
  ],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
  viteFinal: (options) => ({
    ...options,
    // Chunk sizes are judged where they are shipped (test/bench/size.ts), not in this book.
    build: { ...options.build, chunkSizeWarningLimit: 4000 },
  }),
};

export default config;
