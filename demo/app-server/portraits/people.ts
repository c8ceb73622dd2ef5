import type { HairStyle } from './hair.js';

export type Clothes = 'crew' | 'collar' | 'hoodie' | 'vneck' | 'turtleneck' | 'blazer';
export type Extra = 'glasses' | 'roundGlasses' | 'beard' | 'stubble' | 'headphones' | 'earrings' | 'freckles' | 'hat' | 'flower';

export interface Person {
  readonly hair: HairStyle;
  readonly hairColor: string;
  readonly skin: string;
  readonly clothes: Clothes;
  readonly clothesColor: string;
  readonly background: readonly [light: string, deep: string];
  readonly mouth: 'smile' | 'grin' | 'calm';
  readonly extras?: readonly Extra[];
}

/** The people of the demo. Neighbours differ in hair, skin, clothes and background, so that a strip of them is a crowd. */
export const PEOPLE: readonly Person[] = [
  { hair: 'bob', hairColor: '#2b2140', skin: '#f6d3bb', clothes: 'hoodie', clothesColor: '#ff6f8e', background: ['#ffd9c7', '#ff9fa8'], mouth: 'grin', extras: ['headphones'] },
  { hair: 'sidePart', hairColor: '#5a3825', skin: '#eebf9a', clothes: 'collar', clothesColor: '#e8eef7', background: ['#bfe3ff', '#6fb2f2'], mouth: 'smile', extras: ['stubble'] },
  { hair: 'afro', hairColor: '#2a1a16', skin: '#8a5638', clothes: 'crew', clothesColor: '#ffc23d', background: ['#c9f2df', '#4fc3a1'], mouth: 'grin', extras: ['earrings'] },
  { hair: 'longStraight', hairColor: '#c98a3c', skin: '#fbdcc8', clothes: 'vneck', clothesColor: '#3f8f83', background: ['#fff0c9', '#f8c665'], mouth: 'smile', extras: ['freckles'] },
  { hair: 'buzz', hairColor: '#1d1512', skin: '#6d4128', clothes: 'turtleneck', clothesColor: '#e9e2d6', background: ['#dcd3ff', '#9a86f2'], mouth: 'calm', extras: ['roundGlasses'] },
  { hair: 'quiff', hairColor: '#16161c', skin: '#c98e63', clothes: 'blazer', clothesColor: '#2f3e63', background: ['#ffe1b8', '#ff9d5c'], mouth: 'smile', extras: ['beard'] },
  { hair: 'scarf', hairColor: '#5b6ee8', skin: '#dba57c', clothes: 'crew', clothesColor: '#4454bd', background: ['#ffd6ec', '#f08cc0'], mouth: 'smile' },
  { hair: 'bun', hairColor: '#3b2418', skin: '#f2c6a4', clothes: 'collar', clothesColor: '#f5f0e6', background: ['#d3f0f7', '#62bfd6'], mouth: 'calm', extras: ['glasses', 'earrings'] },
  { hair: 'crop', hairColor: '#d9d5d0', skin: '#f0c4a3', clothes: 'turtleneck', clothesColor: '#51607a', background: ['#e3ecd2', '#97bd74'], mouth: 'smile', extras: ['glasses', 'stubble'] },
  { hair: 'wavy', hairColor: '#a3402a', skin: '#fad7c0', clothes: 'crew', clothesColor: '#2d5f50', background: ['#e5dcff', '#a58df0'], mouth: 'grin', extras: ['flower', 'freckles'] },
  { hair: 'hat', hairColor: '#33251f', skin: '#e3ac80', clothes: 'hoodie', clothesColor: '#48566b', background: ['#ffe3d6', '#f6866f'], mouth: 'smile', extras: ['hat'] },
  { hair: 'braids', hairColor: '#231714', skin: '#a86d47', clothes: 'vneck', clothesColor: '#f26b5b', background: ['#cfe6ff', '#5c93ee'], mouth: 'grin', extras: ['earrings'] },
];
