import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/**
 * Pictures of the gifts that come with the kit, drawn for it: 48 px grid, light from the upper left, one soft gradient
 * per material, one white glint each. Addressed as `icon:<id>` in a gift or a message.
 */
const ART = {
  rose: svg`
    <defs>
      <linearGradient id="rose-a" x1="0" y1="0" x2=".4" y2="1"><stop stop-color="#ff8296"/><stop offset="1" stop-color="#d4143f"/></linearGradient>
      <linearGradient id="rose-b" x1="0" y1="0" x2="0" y2="1"><stop stop-color="#4cc66e"/><stop offset="1" stop-color="#157a45"/></linearGradient>
    </defs>
    <path d="M24.5 25c.6 6.5.2 13-1.7 20" fill="none" stroke="#1c8a4d" stroke-width="2.6" stroke-linecap="round"/>
    <path d="M24.5 36.5c.5-5.3 4.6-8.8 11.6-8.6.4 6-4.3 9.7-11.6 8.6z" fill="url(#rose-b)"/>
    <path d="M23.7 41.5c-1-4.5-4.6-7-10.4-6.3.4 5.2 4.5 7.8 10.4 6.3z" fill="url(#rose-b)"/>
    <path d="M24 29.5c-8.2 0-13.5-5-13.5-12.3 0-2.7.8-5.2 2-7.2 2.2.3 4 1.1 5.4 2.3C19 8 21 4.8 24.2 2.8c3 2 5 5 6 9.3 1.4-1.1 3.1-1.8 5.2-2.1 1.3 2 2.1 4.5 2.1 7.2 0 7.3-5.3 12.3-13.5 12.3z" fill="url(#rose-a)"/>
    <path d="M24.2 2.8c-4.7 3-6.9 8.4-5.8 13.8.9 4.2 3.2 7.5 5.6 9.7 2.4-2.2 4.8-5.5 5.6-9.7C30.8 11.2 28.9 5.8 24.2 2.8z" fill="#ef3a5d"/>
    <path d="M24.2 2.8c-2.7 3-3.4 6.5-2.4 9.7 1 3 3.3 4.8 3.1 8 3.4-2.7 4.4-5.9 3.7-9.4-.6-3.3-2-5.9-4.4-8.3z" fill="#ff9aaa"/>
    <path d="M12.5 10c-.6 7.5 3.7 13.8 11.5 16.3 7.9-2.5 12.2-8.8 11.4-16.3" fill="none" stroke="#a90b33" stroke-opacity=".4" stroke-width="1.4" stroke-linecap="round"/>
    <path d="M13.4 14.5c.1 2.5.9 4.7 2.2 6.5" fill="none" stroke="#fff" stroke-opacity=".75" stroke-width="1.7" stroke-linecap="round"/>`,
  heart: svg`
    <defs>
      <linearGradient id="heart-a" x1=".1" y1="0" x2=".7" y2="1"><stop stop-color="#ff9ac4"/><stop offset=".55" stop-color="#ff3d8b"/><stop offset="1" stop-color="#cf1272"/></linearGradient>
    </defs>
    <path d="M24 43S4.5 31.7 4.5 17.6A10.6 10.6 0 0 1 24 11.9a10.6 10.6 0 0 1 19.5 5.7C43.5 31.7 24 43 24 43z" fill="url(#heart-a)"/>
    <path d="M24 43S43.5 31.7 43.5 17.6c0-1.6-.3-3.2-.9-4.6C42 26.5 31 35.3 19 39.8 21.8 41.8 24 43 24 43z" fill="#a80a5c" fill-opacity=".32"/>
    <path d="M9.3 19.5c-.6-4.7 2-8.6 6.2-8.9" fill="none" stroke="#fff" stroke-opacity=".9" stroke-width="2.8" stroke-linecap="round"/>
    <circle cx="10.6" cy="24.5" r="1.5" fill="#fff" fill-opacity=".85"/>`,
  coffee: svg`
    <defs>
      <linearGradient id="coffee-a" x1="0" y1="0" x2="1" y2=".3"><stop stop-color="#fffaf2"/><stop offset="1" stop-color="#dfcdb4"/></linearGradient>
      <linearGradient id="coffee-b" x1="0" y1="0" x2="1" y2=".3"><stop stop-color="#b9783f"/><stop offset="1" stop-color="#7a431a"/></linearGradient>
    </defs>
    <path d="M18 8.5c-2-2.2 2-3.2 0-6M24 8.5c-2-2.2 2-3.2 0-6M30 8.5c-2-2.2 2-3.2 0-6" fill="none" stroke="#c9b8a6" stroke-width="1.9" stroke-linecap="round"/>
    <path d="M12 17.5h24l-2.4 25a3 3 0 0 1-3 2.7H17.4a3 3 0 0 1-3-2.7z" fill="url(#coffee-a)"/>
    <path d="M12.9 24h22.3l-1.2 12.5H14.1z" fill="url(#coffee-b)"/>
    <path d="M24 34.2s-4.6-2.6-4.6-5.8a2.5 2.5 0 0 1 4.6-1.3 2.5 2.5 0 0 1 4.6 1.3c0 3.2-4.6 5.8-4.6 5.8z" fill="#ffe7c6"/>
    <path d="M12.6 11h22.8a2 2 0 0 1 1.9 1.5l1 4a1.2 1.2 0 0 1-1.2 1.5H10.9a1.2 1.2 0 0 1-1.2-1.5l1-4a2 2 0 0 1 1.9-1.5z" fill="#5a3a26"/>
    <path d="M13.3 13.3h12" stroke="#fff" stroke-opacity=".5" stroke-width="1.6" stroke-linecap="round"/>
    <path d="M16.1 27.5l.6 6" stroke="#fff" stroke-opacity=".5" stroke-width="1.7" stroke-linecap="round"/>`,
  diamond: svg`
    <defs>
      <linearGradient id="diamond-a" x1="0" y1="0" x2="1" y2="1"><stop stop-color="#c9f6ff"/><stop offset=".5" stop-color="#4cc3f7"/><stop offset="1" stop-color="#2473e0"/></linearGradient>
    </defs>
    <path d="M13 8h22l9 11.5L24 43 4 19.5z" fill="url(#diamond-a)"/>
    <path d="M13 8l3.5 11.5H4z" fill="#e9fcff" fill-opacity=".75"/>
    <path d="M35 8l-3.5 11.5H44z" fill="#1b63cf" fill-opacity=".42"/>
    <path d="M24 8l-7.5 11.5h15z" fill="#fff" fill-opacity=".6"/>
    <path d="M16.5 19.5L24 43 4 19.5z" fill="#7fdcff" fill-opacity=".55"/>
    <path d="M31.5 19.5L24 43l20-23.5z" fill="#0d48ae" fill-opacity=".5"/>
    <path d="M39 3l.9 2.6 2.6.9-2.6.9L39 10l-.9-2.6-2.6-.9 2.6-.9z" fill="#fff"/>
    <path d="M8.8 17.2l3.3-4.8" stroke="#fff" stroke-width="1.8" stroke-linecap="round"/>`,
  rocket: svg`
    <defs>
      <linearGradient id="rocket-a" x1="0" y1="0" x2="1" y2="0"><stop stop-color="#fff"/><stop offset=".55" stop-color="#eef1fa"/><stop offset="1" stop-color="#aab4d4"/></linearGradient>
      <linearGradient id="rocket-b" x1="0" y1="0" x2="0" y2="1"><stop stop-color="#ffe06a"/><stop offset=".5" stop-color="#ff8a1f"/><stop offset="1" stop-color="#ff3b1f" stop-opacity=".1"/></linearGradient>
      <linearGradient id="rocket-c" x1="0" y1="0" x2="1" y2="1"><stop stop-color="#ff7a6b"/><stop offset="1" stop-color="#d81f3c"/></linearGradient>
    </defs>
    <g transform="rotate(40 24 24)">
      <path d="M18.5 34h11c.8 4-1.6 8.5-5.5 13-3.9-4.5-6.3-9-5.5-13z" fill="url(#rocket-b)"/>
      <path d="M15.5 22.5L8.8 30c-.6.7-.7 1.6-.5 2.5l1 4.3 7.7-3.5zM32.5 22.5l6.7 7.5c.6.7.7 1.6.5 2.5l-1 4.3-7.7-3.5z" fill="url(#rocket-c)"/>
      <path d="M24 .5c6.3 4.6 9.3 11 9.3 18.5 0 5.7-1.6 11.2-3.8 15.5h-11c-2.2-4.3-3.8-9.8-3.8-15.5C14.7 11.5 17.7 5.1 24 .5z" fill="url(#rocket-a)"/>
      <path d="M24 .5c3.3 2.4 5.7 5.3 7.2 8.7H16.8C18.3 5.8 20.7 2.9 24 .5z" fill="url(#rocket-c)"/>
      <circle cx="24" cy="18" r="4.9" fill="#2f4f9e"/><circle cx="24" cy="18" r="3.3" fill="#6fd0ff"/>
      <path d="M22.2 17.4a2 2 0 0 1 1.7-1.5" stroke="#fff" stroke-width="1.2" stroke-linecap="round" fill="none"/>
      <path d="M17.8 13c-.8 3.6-.8 7.5-.1 11.5" stroke="#fff" stroke-width="1.6" stroke-linecap="round" fill="none"/>
    </g>`,
  crown: svg`
    <defs>
      <linearGradient id="crown-a" x1="0" y1="0" x2=".3" y2="1"><stop stop-color="#fff3a8"/><stop offset=".5" stop-color="#ffc933"/><stop offset="1" stop-color="#e08a00"/></linearGradient>
    </defs>
    <path d="M8 36L4.3 16.2c-.2-1.1 1-1.9 1.9-1.2l9.3 6.8 7.3-13.2a1.4 1.4 0 0 1 2.4 0l7.3 13.2 9.3-6.8c.9-.7 2.1.1 1.9 1.2L40 36z" fill="url(#crown-a)"/>
    <path d="M24 8v28h16l3.7-19.8c.2-1.1-1-1.9-1.9-1.2l-9.3 6.8-7.3-13.2A1.4 1.4 0 0 0 24 8z" fill="#c66a00" fill-opacity=".25"/>
    <rect x="7" y="35" width="34" height="7" rx="2.5" fill="#e89a0c"/><rect x="7" y="35" width="34" height="3" rx="1.5" fill="#ffdf70"/>
    <circle cx="24" cy="6.5" r="3.3" fill="#ff4d6d"/><circle cx="4.8" cy="13.2" r="2.8" fill="#4cc3f7"/><circle cx="43.2" cy="13.2" r="2.8" fill="#4cc3f7"/>
    <path d="M24 22.5l4.2 5.3-4.2 5.3-4.2-5.3z" fill="#ff4d6d"/><path d="M24 22.5l4.2 5.3H24z" fill="#ffb3c0"/>
    <circle cx="13.5" cy="30" r="2.1" fill="#35c98c"/><circle cx="34.5" cy="30" r="2.1" fill="#35c98c"/>
    <path d="M8.2 20.3l1.9 10" stroke="#fff" stroke-opacity=".8" stroke-width="1.7" stroke-linecap="round"/><circle cx="23" cy="5.5" r=".9" fill="#fff"/>`,
  fireworks: svg`
    <defs>
      <radialGradient id="fireworks-a"><stop stop-color="#fff"/><stop offset=".35" stop-color="#ffd166"/><stop offset="1" stop-color="#ff4f81"/></radialGradient>
      <radialGradient id="fireworks-b"><stop stop-color="#fff"/><stop offset=".4" stop-color="#7ee8fa"/><stop offset="1" stop-color="#5b6bff"/></radialGradient>
    </defs>
    <g fill="none" stroke="#ff5a86" stroke-width="2.6" stroke-linecap="round">
      <path d="M20 12V3.5M20 28v8.5M12 20H3.5M28 20h8.5M14.3 14.3L8.3 8.3M25.7 25.7l6 6M25.7 14.3l6-6M14.3 25.7l-6 6"/>
      <path d="M17 12.7l-2.2-5.3M23 27.3l2.2 5.3M12.7 23l-5.3 2.2M27.3 17l5.3-2.2M17 27.3l-2.2 5.3M23 12.7l2.2-5.3M12.7 17l-5.3-2.2M27.3 23l5.3 2.2" stroke="#ffc94d" stroke-width="1.8"/>
    </g>
    <circle cx="20" cy="20" r="5.2" fill="url(#fireworks-a)"/>
    <g fill="none" stroke="#6a7bff" stroke-width="2" stroke-linecap="round">
      <path d="M37 32v-3.8M37 42v3.8M32 37h-3.8M42 37h3.8M33.5 33.5l-2.7-2.7M40.5 40.5l2.7 2.7M40.5 33.5l2.7-2.7M33.5 40.5l-2.7 2.7"/>
    </g>
    <circle cx="37" cy="37" r="3.1" fill="url(#fireworks-b)"/>
    <circle cx="41.5" cy="9" r="1.7" fill="#7ee8fa"/><circle cx="7.5" cy="40" r="2" fill="#ffd166"/><circle cx="17" cy="43.5" r="1.2" fill="#ff8fb0"/><circle cx="43.5" cy="20" r="1.2" fill="#ffd166"/>`,
  castle: svg`
    <defs>
      <linearGradient id="castle-a" x1="0" y1="0" x2="1" y2=".5"><stop stop-color="#fff4fb"/><stop offset="1" stop-color="#d3c2f5"/></linearGradient>
      <linearGradient id="castle-b" x1="0" y1="0" x2=".6" y2="1"><stop stop-color="#b48cff"/><stop offset="1" stop-color="#6a3fd6"/></linearGradient>
    </defs>
    <path d="M5.5 24h9v20h-9zM33.5 24h9v20h-9z" fill="url(#castle-a)"/>
    <path d="M4 24.5L10 13l6 11.5zM32 24.5L38 13l6 11.5z" fill="url(#castle-b)"/>
    <path d="M17 19h14v25H17z" fill="url(#castle-a)"/><path d="M25.5 19H31v25h-5.5z" fill="#a58be0" fill-opacity=".35"/>
    <path d="M15 19.5L24 5l9 14.5z" fill="url(#castle-b)"/>
    <path d="M12 31h24v13H12z" fill="url(#castle-a)"/>
    <path d="M12 31v-3.5h3.4V31h3.5v-3.5h3.4V31h3.4v-3.5h3.4V31h3.5v-3.5H36V31z" fill="#eadcff"/>
    <path d="M20 44v-5.5a4 4 0 0 1 8 0V44z" fill="#5a31b8"/>
    <rect x="22.2" y="22" width="3.6" height="5" rx="1.8" fill="#ffd166"/><rect x="8.5" y="29" width="2.8" height="4.2" rx="1.4" fill="#ffd166"/><rect x="36.7" y="29" width="2.8" height="4.2" rx="1.4" fill="#ffd166"/>
    <path d="M24 5V.8l5 1.9L24 4.6M10 13V9.5l4 1.5-4 1.5M38 13V9.5l4 1.5-4 1.5" fill="#ff5a86" stroke="#ff5a86" stroke-width=".9" stroke-linejoin="round"/>
    <path d="M19.7 17.2l3.5-5.6" stroke="#fff" stroke-opacity=".75" stroke-width="1.6" stroke-linecap="round"/>`,
  coin: svg`
    <defs>
      <linearGradient id="coin-a" x1="0" y1="0" x2=".6" y2="1"><stop stop-color="#ffe98a"/><stop offset="1" stop-color="#f0a400"/></linearGradient>
    </defs>
    <circle cx="24" cy="24" r="20" fill="url(#coin-a)"/><circle cx="24" cy="24" r="14.5" fill="none" stroke="#c97f00" stroke-opacity=".55" stroke-width="2.4"/>
    <path d="M24 14.5l2.9 6 6.6.8-4.9 4.5 1.3 6.5-5.9-3.2-5.9 3.2 1.3-6.5-4.9-4.5 6.6-.8z" fill="#c97f00" fill-opacity=".8"/>`,
  gift: svg`
    <defs>
      <linearGradient id="gift-a" x1="0" y1="0" x2=".5" y2="1"><stop stop-color="#8f9bff"/><stop offset="1" stop-color="#4a4fd8"/></linearGradient>
    </defs>
    <path d="M7 21h34v20a3 3 0 0 1-3 3H10a3 3 0 0 1-3-3z" fill="url(#gift-a)"/><rect x="4" y="14" width="40" height="8.5" rx="2.5" fill="#a3adff"/>
    <path d="M21 14h6v30h-6z" fill="#ffd166"/><path d="M24 13.5C21 6.5 17 3.5 13.5 5c-3 1.3-2.8 5.2.3 7 2 1.1 5 1.5 10.2 1.5zm0 0c3-7 7-10 10.5-8.5 3 1.3 2.8 5.2-.3 7-2 1.1-5 1.5-10.2 1.5z" fill="none" stroke="#ffd166" stroke-width="3" stroke-linejoin="round"/>`,
} as const satisfies Record<string, SVGTemplateResult>;

export type GiftArt = keyof typeof ART;

/**
 * The picture of a gift: a drawing of ours, an image at an address, or a wrapped box where there is neither.
 * Decorative; the gift's name stands beside it.
 */
export function giftPicture(picture: string | undefined, size = 40): TemplateResult {
  const drawing = picture?.startsWith('icon:') ? ART[picture.slice(5) as GiftArt] : undefined;
  if (drawing || !picture || picture.startsWith('icon:')) return giftDrawing(drawing ?? ART.gift, size);
  return html`<img
    part="gift-picture"
    class="gift-picture"
    src=${picture}
    alt=""
    width=${size}
    height=${size}
    decoding="async"
    referrerpolicy="no-referrer"
    draggable="false"
    @error=${onError}
  />`;
}

/** A coin, for prices. */
export function coin(size = 14): TemplateResult {
  return giftDrawing(ART.coin, size);
}

function giftDrawing(drawing: SVGTemplateResult, size: number): TemplateResult {
  return html`<svg part="gift-picture" class="gift-picture" viewBox="0 0 48 48" width=${size} height=${size} aria-hidden="true">${drawing ?? nothing}</svg>`;
}

/** A broken image would show the browser's own sign for it; an empty place is calmer. */
const onError = ({ target }: Event) => ((target as HTMLImageElement).style.visibility = 'hidden');
