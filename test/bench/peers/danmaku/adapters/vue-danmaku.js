import { createApp, h, ref } from 'vue';
import VueDanmaku from 'vue-danmaku';

export const modes = ['avoid'];

export function create(container, { seconds, fontSize, width }) {
  const danmaku = ref(null);
  createApp({
    setup: () => () =>
      h(
        VueDanmaku,
        { ref: danmaku, danmus: ['·'], speeds: width / seconds, debounce: 10, top: 2, right: 14, isSuspend: true, style: 'inline-size: 100%; block-size: 100%' },
        { danmu: ({ danmu }) => h('span', { style: `font-size: ${fontSize}px; color: white; text-shadow: 1px 1px 2px black, -1px -1px 2px black` }, danmu) },
      ),
  }).mount(container);
  return {
    push(texts) {
      for (const text of texts) danmaku.value.insert(text);
    },
  };
}
