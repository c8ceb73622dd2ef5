import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import './preview.css';
import { frame } from './frame.js';

// Found at build time; absent only where `npm run manifest` has not run, and then the reference tables are empty.
const [manifest] = Object.values(import.meta.glob<object>('../../custom-elements.json', { eager: true, import: 'default' }));
if (manifest) setCustomElementsManifest(manifest);

const preview: Preview = {
  tags: ['autodocs'],
  initialGlobals: { language: 'en', theme: 'light', direction: 'ltr' },
  globalTypes: {
    language: {
      description: 'Language of every visible word',
      toolbar: {
        icon: 'globe',
        dynamicTitle: true,
        items: [
          { value: 'en', title: 'English' },
          { value: 'zh-CN', title: '中文' },
        ],
      },
    },
    theme: {
      description: 'Light or dark',
      toolbar: {
        icon: 'contrast',
        dynamicTitle: true,
        items: [
          { value: 'light', title: 'Light' },
          { value: 'dark', title: 'Dark' },
        ],
      },
    },
    direction: {
      description: 'Text direction',
      toolbar: {
        icon: 'transfer',
        dynamicTitle: true,
        items: [
          { value: 'ltr', title: 'Left to right' },
          { value: 'rtl', title: 'Right to left' },
        ],
      },
    },
  },
  decorators: [frame],
  parameters: {
    // A fault found by axe fails the story's test (test/stories).
    a11y: { test: 'error' },
    controls: { expanded: true },
    docs: { toc: true },
    options: { storySort: { order: ['Introduction', 'Guides', 'Rooms', 'Elements'] } },
  },
};

export default preview;
