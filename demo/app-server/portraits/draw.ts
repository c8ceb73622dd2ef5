import { HAIR, type Hair } from './hair.js';
import type { Clothes, Extra, Person } from './people.js';

/** One portrait as an SVG file, head and shoulders; drawn in 128 × 128, cut closer, because it is mostly seen at 40 pixels. */
export function drawPortrait(person: Person): string {
  const { skin, hairColor, clothesColor, background, mouth, extras = [] } = person;
  const hair: Hair = HAIR[person.hair];
  const shade = mix(skin, '#7a2f2a', 0.28);
  const line = mix(skin, '#3a1620', 0.72);
  const has = (extra: Extra) => extras.includes(extra);
  const parts = [
    `<defs><linearGradient id="b" x1="0" y1="0" x2="0.4" y2="1"><stop stop-color="${background[0]}"/><stop offset="1" stop-color="${background[1]}"/></linearGradient>`,
    `<linearGradient id="h" x1="0" y1="0" x2="0.3" y2="1"><stop stop-color="${mix(hairColor, '#ffffff', 0.16)}"/><stop offset="0.7" stop-color="${hairColor}"/></linearGradient>`,
    `<linearGradient id="c" x1="0" y1="0" x2="0" y2="1"><stop stop-color="${mix(clothesColor, '#ffffff', 0.1)}"/><stop offset="1" stop-color="${mix(clothesColor, '#1b1030', 0.16)}"/></linearGradient>`,
    `<radialGradient id="s" cx="0.42" cy="0.35" r="0.8"><stop stop-color="${mix(skin, '#fff6e8', 0.35)}"/><stop offset="0.75" stop-color="${skin}"/></radialGradient></defs>`,
    '<rect width="128" height="128" fill="url(#b)"/>',
    '<circle cx="98" cy="30" r="40" fill="#fff" opacity=".16"/><circle cx="20" cy="104" r="34" fill="#fff" opacity=".12"/>',
    hair.back ? `<path d="${hair.back}" fill="${person.hair === 'scarf' ? mix(hairColor, '#1b1030', 0.22) : mix(hairColor, '#000000', 0.18)}"/>` : '',
    has('headphones') ? '<path d="M37 62C35 24 93 24 91 62" fill="none" stroke="#3b3550" stroke-width="6"/>' : '',
    ...body(person.clothes, clothesColor, shade),
    `<ellipse cx="43" cy="60" rx="5" ry="7" fill="${skin}"/><ellipse cx="85" cy="60" rx="5" ry="7" fill="${skin}"/>`,
    `<path d="M41.5 59.5Q44 61 43.5 64M86.5 59.5Q84 61 84.5 64" fill="none" stroke="${shade}" stroke-width="1.5" stroke-linecap="round"/>`,
    '<path d="M44 52C44 36 53 28 64 28S84 36 84 52V60C84 75 74 86 64 86S44 75 44 60Z" fill="url(#s)"/>',
    has('beard') ? `<path d="M44 58C46 66 49 69 54 69.5C58 67 70 67 74 69.5C79 69 82 66 84 58V62C84 78 74 90 64 90S44 78 44 62Z" fill="${hairColor}"/>` : '',
    has('stubble') ? `<path d="M44.5 62C47 69 51 71 55 71C59 68.5 69 68.5 73 71C77 71 81 69 83.5 62C83.5 76 73.5 86 64 86S44.5 76 44.5 62Z" fill="${hairColor}" opacity=".22"/>` : '',
    ...face(mouth, shade, line, person.hair === 'scarf' ? '#3a2a24' : hairColor),
    has('freckles') ? `<g fill="${shade}" opacity=".8"><circle cx="52" cy="66" r=".9"/><circle cx="55" cy="68" r=".8"/><circle cx="50" cy="69" r=".7"/><circle cx="76" cy="66" r=".9"/><circle cx="73" cy="68" r=".8"/><circle cx="78" cy="69" r=".7"/></g>` : '',
    `<path d="${hair.front}" fill="url(#h)" fill-rule="evenodd"/>`,
    hair.shine ? `<path d="${hair.shine}" fill="none" stroke="#fff" stroke-opacity=".26" stroke-width="3" stroke-linecap="round"/>` : '',
    ...extras.map((extra) => drawExtra(extra)),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="11 4 106 106">${parts.join('')}</svg>\n`;
}

function body(clothes: Clothes, color: string, shade: string): string[] {
  const dark = mix(color, '#1b1030', 0.28);
  const light = mix(color, '#ffffff', 0.3);
  const neck = `<path d="M55 76H73V96C73 101 68 104 64 104S55 101 55 96Z" fill="${shade}"/>`;
  const shoulders = '<path d="M12 130C13 108 30 101 52 95C56 101 72 101 76 95C98 101 115 108 116 130Z" fill="url(#c)"/>';
  const details: Record<Clothes, string> = {
    crew: `<path d="M51 95.5C55 104 73 104 77 95.5" fill="none" stroke="${dark}" stroke-width="4"/>`,
    collar: `<path d="M53 93L64 105L53 115L45 98ZM75 93L64 105L75 115L83 98Z" fill="${light}" stroke="${dark}" stroke-width="1" stroke-linejoin="round"/>`,
    hoodie: `<path d="M44 96C42 88 50 86 54 91C58 100 70 100 74 91C78 86 86 88 84 96C82 106 72 111 64 111S46 106 44 96Z" fill="${dark}"/><path d="M56 108V120M72 108V120" stroke="${light}" stroke-width="2" stroke-linecap="round"/>`,
    vneck: `<path d="M52 95L64 114L76 95L73 90H55Z" fill="${shade}"/><path d="M51 95.5L64 115L77 95.5" fill="none" stroke="${dark}" stroke-width="3.5" stroke-linejoin="round"/>`,
    turtleneck: `<path d="M52 86C56 91 72 91 76 86L78 99C72 105 56 105 50 99Z" fill="${light}"/><path d="M51 95C57 100 71 100 77 95" fill="none" stroke="${dark}" stroke-opacity=".5" stroke-width="1.5"/>`,
    blazer: `<path d="M52 95L64 120L76 95L72 92H56Z" fill="#f4f4f8"/><path d="M50 94L64 122L48 130H30ZM78 94L64 122L80 130H98Z" fill="${dark}"/>`,
  };
  return [clothes === 'turtleneck' ? neck : '', shoulders, clothes === 'turtleneck' ? '' : neck, details[clothes]];
}

function face(mouth: Person['mouth'], shade: string, line: string, brow: string): string[] {
  const mouths: Record<Person['mouth'], string> = {
    smile: `<path d="M57 73.5Q64 79.5 71 73.5" fill="none" stroke="${line}" stroke-width="2.2" stroke-linecap="round"/>`,
    calm: `<path d="M58.5 74.5Q64 77 69.5 74.5" fill="none" stroke="${line}" stroke-width="2.2" stroke-linecap="round"/>`,
    grin: '<path d="M56 72.5H72C72 78.5 68.5 81 64 81S56 78.5 56 72.5Z" fill="#7c2537"/><path d="M57.5 72.5H70.5V74.5C66 76 62 76 57.5 74.5Z" fill="#fff"/><path d="M60 79.5C61.5 77.8 66.5 77.8 68 79.5C66.5 81 61.5 81 60 79.5Z" fill="#f2788a"/>',
  };
  return [
    '<g opacity=".3" fill="#ff5d6c"><ellipse cx="51.5" cy="68" rx="4.5" ry="3"/><ellipse cx="76.5" cy="68" rx="4.5" ry="3"/></g>',
    '<g fill="#241a22"><ellipse cx="55.5" cy="59.5" rx="2.5" ry="3.1"/><ellipse cx="72.5" cy="59.5" rx="2.5" ry="3.1"/></g><g fill="#fff"><circle cx="56.4" cy="58.3" r=".9"/><circle cx="73.4" cy="58.3" r=".9"/></g>',
    `<path d="M51 53.2Q55.5 50.6 59.5 52.6M68.5 52.6Q72.5 50.6 77 53.2" fill="none" stroke="${mix(brow, '#3a2a24', 0.35)}" stroke-width="2" stroke-linecap="round"/>`,
    `<path d="M64 61.5Q62 66.5 64.8 67.2" fill="none" stroke="${shade}" stroke-width="1.8" stroke-linecap="round"/>`,
    mouths[mouth],
  ];
}

function drawExtra(extra: Extra): string {
  switch (extra) {
    case 'glasses':
      return '<g fill="#fff" fill-opacity=".18" stroke="#2c2a38" stroke-width="2"><rect x="48" y="54.5" width="14" height="11" rx="3.5"/><rect x="66" y="54.5" width="14" height="11" rx="3.5"/><path d="M62 58.5H66M48 58L43 57M80 58L85 57" fill="none"/></g>';
    case 'roundGlasses':
      return '<g fill="#fff" fill-opacity=".2" stroke="#d9a441" stroke-width="1.8"><circle cx="55.5" cy="60" r="7.5"/><circle cx="72.5" cy="60" r="7.5"/><path d="M63 59.5Q64 58.5 65 59.5M48 58.5L43 57M80 58.5L85 57" fill="none"/></g>';
    case 'headphones':
      return '<g fill="#fff"><rect x="33.5" y="54" width="9" height="17" rx="4.5"/><rect x="85.5" y="54" width="9" height="17" rx="4.5"/></g><g fill="#3b3550"><rect x="32" y="56" width="4" height="13" rx="2"/><rect x="92" y="56" width="4" height="13" rx="2"/></g><path d="M36 55C37 21 91 21 92 55" fill="none" stroke="#3b3550" stroke-width="4.5" stroke-linecap="round"/>';
    case 'earrings':
      return '<g fill="none" stroke="#f7c948" stroke-width="2"><circle cx="42.5" cy="70" r="3"/><circle cx="85.5" cy="70" r="3"/></g>';
    case 'hat':
      return '<path d="M41 44C40 24 50 15 64 15S88 24 87 44Z" fill="#f2b544"/><path d="M48 40V26M56 40V20M64 40V19M72 40V20M80 40V26" stroke="#d99a28" stroke-width="2" stroke-linecap="round"/><rect x="38" y="38" width="52" height="10" rx="5" fill="#fbd078"/><circle cx="64" cy="13" r="6" fill="#fff2d4"/>';
    case 'flower':
      return '<g fill="#fff"><circle cx="82" cy="33" r="4"/><circle cx="89" cy="36" r="4"/><circle cx="88" cy="43.5" r="4"/><circle cx="80.5" cy="44" r="4"/><circle cx="77.5" cy="37.5" r="4"/></g><circle cx="83.5" cy="38.8" r="3.5" fill="#ffc83d"/>';
    case 'beard':
    case 'stubble':
    case 'freckles':
      // Part of the face, below hair and glasses.
      return '';
  }
}

/** `share` of `other` in `color`; both as #rrggbb. */
function mix(color: string, other: string, share: number): string {
  const channel = (hex: string, at: number) => parseInt(hex.slice(1 + at * 2, 3 + at * 2), 16);
  return `#${[0, 1, 2]
    .map((at) => Math.round(channel(color, at) * (1 - share) + channel(other, at) * share).toString(16).padStart(2, '0'))
    .join('')}`;
}
