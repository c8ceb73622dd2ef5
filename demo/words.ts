/** The demo's own words; those of the elements are in `src/labels`. */
const WORDS = {
  en: {
    tagline: 'Everything around a live video, as HTML tags.',
    nickname: 'Nickname',
    'nickname-hint': 'What others will call you',
    avatar: 'Portrait',
    room: 'Where to?',
    enter: 'Enter the room',
    entering: 'Entering…',
    'no-rooms': 'The list of rooms could not be loaded. The server may be starting.',
    'try-again': 'Try again',
    'name-missing': 'Please choose a nickname first.',
    'sign-in-failed': 'Signing in did not work: {reason}',
    language: '中文',
    theme: 'Light or dark',
    product: 'Show a product',
    'product-title': 'Lumen desk lamp',
    'product-price': '¥199',
  },
  'zh-CN': {
    tagline: '直播画面之外的一切，都是 HTML 标签。',
    nickname: '昵称',
    'nickname-hint': '大家怎么称呼你',
    avatar: '头像',
    room: '选择直播源',
    enter: '进入直播间',
    entering: '正在进入…',
    'no-rooms': '房间列表加载失败，服务器可能正在启动。',
    'try-again': '再试一次',
    'name-missing': '请先填写昵称。',
    'sign-in-failed': '登录没有成功：{reason}',
    language: 'English',
    theme: '浅色或深色',
    product: '展示商品',
    'product-title': '流明护眼台灯',
    'product-price': '¥199',
  },
} as const;

export type Lang = keyof typeof WORDS;
export type Word = keyof (typeof WORDS)['en'];

const wanted = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem('lang') ?? navigator.language;
setLang(wanted.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en');

export function lang(): Lang {
  return document.documentElement.lang as Lang;
}

export function setLang(next: Lang): void {
  document.documentElement.lang = next;
}

export function word(key: Word, values: Record<string, string> = {}): string {
  return WORDS[lang()][key].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
