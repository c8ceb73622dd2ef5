import { css, html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { cssProperties } from '../shared/css-properties.js';

/** One place of a formatted number: a digit that rolls, or a sign that stands still. */
export interface Place {
  /** Counted from the right, so that a place stays itself when the number grows by a digit. */
  readonly key: string;
  readonly sign: string;
  /** 0…9 in any script, or null for separators and words. */
  readonly digit: number | null;
}

/** @param digits The ten digits as this language writes them. */
export function places(text: string, digits: readonly string[]): Place[] {
  const signs = [...text];
  return signs.map((sign, i) => {
    const digit = digits.indexOf(sign);
    return { key: `${signs.length - i}${digit < 0 ? sign : ''}`, sign, digit: digit < 0 ? null : digit };
  });
}

/** A number whose digits roll to their next value; read as plain text by screen readers. Needs `rollingNumberStyles`. */
export function rollingNumber(value: number, lang: string, options?: Intl.NumberFormatOptions): TemplateResult {
  const digits = [...new Intl.NumberFormat(lang, { useGrouping: false }).format(9876543210)].reverse();
  const text = new Intl.NumberFormat(lang, options).format(value);
  return html`<span class="visually-hidden">${text}</span
    ><span class="roll" dir="ltr" aria-hidden="true"
      >${repeat(
        places(text, digits),
        ({ key }) => key,
        ({ sign, digit }) =>
          digit === null
            ? html`<span>${sign}</span>`
            : html`<span class="roll-place"
                ><span class="roll-digits" ${cssProperties({ '--_digit': digit })}>${digits.map((each) => html`<span>${each}</span>`)}</span></span
              >`,
      )}</span
    >`;
}

export const rollingNumberStyles = css`
  .roll {
    display: inline-flex;
    font-variant-numeric: tabular-nums;
    line-height: inherit;
  }
  .roll-place {
    display: inline-block;
    block-size: 1lh;
    overflow: clip;
  }
  .roll-digits {
    display: flex;
    flex-direction: column;
    translate: 0 calc(var(--_digit) * -1lh);
    transition: translate 320ms cubic-bezier(0.2, 0, 0, 1);
  }
  @media (prefers-reduced-motion: reduce) {
    .roll-digits {
      transition: none;
    }
  }
`;
