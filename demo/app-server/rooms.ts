/** Words in the languages the demo speaks. */
export type Words = Readonly<Record<'en' | 'zh-CN', string>>;

export interface ListedRoom {
  readonly id: string;
  /** `tv`: a channel with a landscape picture. `host`: one person's show, portrait. */
  readonly kind: 'tv' | 'host';
  readonly title: Words;
  /** Address of the stream. */
  readonly src: string;
  readonly host: { readonly id: string; readonly name: Words; readonly avatar: string };
}

/** The shows of the demo. */
export const ROOMS: readonly ListedRoom[] = [
  {
    id: 'tv-city',
    kind: 'tv',
    title: { en: 'City Lights Live', 'zh-CN': '城市之光现场' },
    src: '/live/tv/master.m3u8',
    host: { id: 'channel-city', name: { en: 'City Lights', 'zh-CN': '城市之光' }, avatar: '/avatars/07.svg' },
  },
  {
    id: 'tv-night',
    kind: 'tv',
    title: { en: 'Night Sessions', 'zh-CN': '午夜乐章' },
    src: '/live/tv-2/master.m3u8',
    host: { id: 'channel-night', name: { en: 'Night Sessions', 'zh-CN': '午夜乐章' }, avatar: '/avatars/04.svg' },
  },
  {
    id: 'host-mika',
    kind: 'host',
    title: { en: "Mika's rooftop studio", 'zh-CN': '米卡的天台直播间' },
    src: '/live/host/master.m3u8',
    host: { id: 'host-of-mika', name: { en: 'Mika', 'zh-CN': '米卡' }, avatar: '/avatars/01.svg' },
  },
  {
    id: 'host-ravi',
    kind: 'host',
    title: { en: 'Ravi plays requests', 'zh-CN': '阿维的点歌台' },
    src: '/live/host-2/master.m3u8',
    host: { id: 'host-of-ravi', name: { en: 'Ravi', 'zh-CN': '阿维' }, avatar: '/avatars/06.svg' },
  },
];
