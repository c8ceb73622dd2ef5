import type { MessageInput, Sender } from '../src/protocol/message.js';

/** People and words for stories: the mix of scripts that a real room has. */
export const PEOPLE: readonly Sender[] = [
  ['林晓雨', 'host'],
  ['Ann'],
  ['小明'],
  ['Jamal Okafor', 'moderator'],
  ['さくら'],
  ['محمد'],
  ['Zoë'],
  ['박지훈'],
  ['Олена'],
  ['Priya'],
  ['阿强'],
  ['Léa Martin'],
].map(([name, role], i) => ({
  id: `person-${i + 1}`,
  name: name!,
  avatar: `/avatars/${String(i + 1).padStart(2, '0')}.svg`,
  ...(role ? { role: role as Sender['role'] } : {}),
}));

export const WORDS: readonly string[] = [
  '晚上好！',
  'Hi from Lagos 👋',
  '这首歌叫什么名字？',
  'the lights are gorgeous tonight',
  '可愛い！！',
  'السلام عليكم',
  '哈哈哈哈哈',
  'first time here, love it',
  '音质真好，戴耳机听太舒服了',
  '오늘 공연 최고 👏👏',
  'can you play the one from last week?',
  'Дуже гарно 💙💛',
  '666666',
  'encore!! encore!!',
  '主播今天状态很好，上次那首新歌再唱一遍可以吗',
  'same here, sound is perfect now',
];

/** A talk of `count` lines; the same every time. */
export function talk(count: number, from = 0): MessageInput[] {
  return Array.from({ length: count }, (_, i) => {
    const n = from + i;
    return {
      id: `talk-${n}`,
      text: WORDS[(n * 7) % WORDS.length]!,
      sender: PEOPLE[(n * 5 + Math.floor(n / 12)) % PEOPLE.length]!,
      sentAt: Date.UTC(2026, 10, 23, 12, 0, n),
    };
  });
}

/** A crowd of so many, each with a name of their own. */
export function fans(count: number): Sender[] {
  return Array.from({ length: count }, (_, i) => {
    const { name, avatar } = PEOPLE[i % PEOPLE.length]!;
    return { id: `fan-${i}`, name: i < PEOPLE.length ? name : `${name} ${Math.floor(i / PEOPLE.length) + 1}`, avatar: avatar! };
  });
}
