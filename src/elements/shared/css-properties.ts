import { nothing } from 'lit';
import { Directive, directive, PartType, type ElementPart, type PartInfo } from 'lit/directive.js';

/**
 * Sets CSS custom properties on its element through the CSSOM: `<span ${cssProperties({ '--_hue': 200 })}>`.
 * A `style` attribute, which `styleMap` writes first, is refused by a strict `style-src`.
 */
class CssProperties extends Directive {
  #known: string[] = [];

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new TypeError('cssProperties() stands on an element, not in an attribute or a child.');
  }

  override render(_properties: Readonly<Record<string, string | number>>): typeof nothing {
    return nothing;
  }

  override update(part: ElementPart, [properties]: Parameters<this['render']>): typeof nothing {
    const { style } = part.element as HTMLElement;
    for (const name of this.#known) if (!(name in properties)) style.removeProperty(name);
    for (const [name, value] of Object.entries(properties)) style.setProperty(name, String(value));
    this.#known = Object.keys(properties);
    return nothing;
  }
}

export const cssProperties = directive(CssProperties);
