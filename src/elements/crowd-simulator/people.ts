import type { Sender } from '../../protocol/message.js';

const NAMES = [
  'Ann', '小明', 'Jamal Okafor', 'さくら', 'محمد', 'Zoë', '박지훈', 'Олена', 'Priya', '阿强', 'Léa Martin', '林晓雨', 'Diego', 'นภา', 'Yusuf',
  '陈静', 'Ngozi', 'Mateo', '하윤', 'Ιωάννα', 'Tom', '花子', 'Leïla', 'Noah', '🦊 fox', '王大锤', 'Ayşe', 'Anh Thư', 'रोहन', 'Kwame', 'דניאל', 'Søren Kierkegaard-Østergaard',
];

/** The n-th person of every crowd: the same name each time, and no two with the same id. */
export function person(n: number): Sender {
  const name = NAMES[n % NAMES.length]!;
  const round = Math.floor(n / NAMES.length);
  return { id: `crowd-${n}`, name: round === 0 ? name : `${name} ${round + 1}` };
}

const PHRASES = [
  '晚上好！', 'hi from Lagos 👋', '这首歌叫什么名字？', 'the lights are gorgeous tonight', '可愛い！！', 'السلام عليكم', '哈哈哈哈哈', 'first time here, love it',
  '音质真好，戴耳机听太舒服了', '오늘 공연 최고 👏👏', 'can you play the one from last week?', 'Дуже гарно 💙💛', '666666', 'encore!!', '主播今天状态很好', 'same here, sound is perfect now',
  '❤️❤️❤️', 'where is this?', '来了来了', 'lol', '前排', '泣ける…', 'น่ารักมาก', 'that bass line though 🎸', '打卡', 'greetings from Lima', '😂😂😂', 'audio is a bit low for me', '支持支持', '조명 예쁘다',
  'good morning from Tokyo ☀️', '太好听了吧', 'what guitar is that', '👏👏👏👏', '第一次来，请多关照', 'שלום מתל אביב', 'this is my favourite part', '麻烦再来一首', 'Hello 👨‍👩‍👧‍👦', 'yessss',
];

/** What nobody should be able to break a room with. */
const HOSTILE = [
  'a'.repeat(600),
  '🎉'.repeat(120),
  'Z̸̧̛͓̭͖̯̊̎̍a̵̢̧̛̺̰͂́l̴̨̛̤̙̓̈́g̷̨̛̣̖͂o̵̢̙̎̈́',
  '\u202Eelggod\u202C 🔁 \u2067שלום\u2069',
  '\u200b\u200bghost\u200b',
  '<img src=x onerror=alert(1)><b>markup</b>',
  '字'.repeat(280),
  'line\nbreak\n\n\n\nline',
];

export const CHANTS = ['RAID RAID RAID', '🔥🔥🔥 we are here', '打卡打卡', 'hi from Zoë’s stream!'];

export function phrase(random: () => number): string {
  return PHRASES[Math.floor(random() * PHRASES.length)]!;
}

export function hostilePhrase(random: () => number): string {
  return HOSTILE[Math.floor(random() * HOSTILE.length)]!;
}
