import { css, html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Sender } from '../../protocol/message.js';
import { cssProperties } from './css-properties.js';
import { nameHue } from './name-color.js';

type Portrayed = Pick<Sender, 'id' | 'name' | 'avatar'>;

/**
 * A portrait of fixed size that never shifts the layout. The name's first letter on the person's colour stands below
 * it: seen while the picture loads, when there is none and when it is broken. Decorative: a name stands beside it, or the
 * button around it carries one. Needs `avatarStyles` in the element's styles.
 *
 * @param size CSS pixels.
 */
export function avatar(sender: Portrayed, size = 32): TemplateResult {
  return html`<span
    part="avatar"
    class="avatar"
    aria-hidden="true"
    ${cssProperties({ '--_avatar-size': `${size}px`, '--_person': nameHue(sender.id) })}
    >${face(sender, size)}</span
  >`;
}

/** One whose size and hue are set around it, as `--_avatar-size` and `--_person`: where every microsecond of a row counts. */
export function plainAvatar(sender: Portrayed, size: number): TemplateResult {
  return html`<span part="avatar" class="avatar" aria-hidden="true">${face(sender, size)}</span>`;
}

function face({ name, avatar: src }: Portrayed, size: number): TemplateResult {
  return html`<span class="avatar-letter">${firstLetter(name)}</span>${src
      ? // Another address is another image: what the former one came to must not hide it.
        keyed(
          src,
          html`<img
            class="avatar-image"
            src=${src}
            alt=""
            width=${size}
            height=${size}
            loading="lazy"
            decoding="async"
            referrerpolicy="no-referrer"
            draggable="false"
            @load=${onLoad}
            @error=${onError}
          />`,
        )
      : nothing}`;
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first thing of a name that can be seen: a letter, a Chinese character, a whole emoji; empty for a blank name. */
export function firstLetter(name: string): string {
  for (const { segment } of segmenter.segment(name.trimStart())) {
    if (/[^\s\p{C}]/u.test(segment)) return segment.toLocaleUpperCase();
  }
  return '';
}

const onLoad = ({ target }: Event) => (target as HTMLImageElement).classList.add('avatar-loaded');
const onError = ({ target }: Event) => ((target as HTMLImageElement).hidden = true);

export const avatarStyles = css`
  .avatar {
    position: relative;
    display: inline-grid;
    flex: none;
    place-items: center;
    inline-size: var(--_avatar-size, 32px);
    block-size: var(--_avatar-size, 32px);
    border-radius: var(--live-avatar-radius, 50%);
    overflow: hidden;
    background: oklch(0.5 0.12 var(--_person, 240));
    color: white;
    font-size: calc(var(--_avatar-size, 32px) * 0.4);
    font-weight: 600;
    line-height: 1;
    text-shadow: none;
    user-select: none;
    vertical-align: middle;
  }
  .avatar-image {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
    opacity: 0;
  }
  .avatar-image[hidden] {
    display: none;
  }
  .avatar-loaded {
    opacity: 1;
    /* A picture with holes must not let the letter through. */
    background: var(--_raised, white);
  }
`;
