/** What the framework types need of the custom elements manifest (custom-elements.json). */

interface Member {
  kind: string;
  name: string;
  static?: boolean;
  readonly?: boolean;
}

export interface Manifest {
  modules: {
    path: string;
    declarations?: { kind: string; name: string; tagName?: string; members?: Member[]; events?: { name?: string }[] }[];
  }[];
}

export interface ElementFacts {
  tag: string;
  className: string;
  /** Where the class is, from the dist folder: `./elements/like-button/like-button.js`. */
  module: string;
  /** Public properties that can be set. */
  properties: string[];
  events: string[];
}

const unique = (names: string[]) => [...new Set(names)].sort();

export function elementsIn(manifest: Manifest): ElementFacts[] {
  return manifest.modules
    .flatMap(({ path, declarations = [] }) =>
      declarations.flatMap(({ name, tagName, members = [], events = [] }) =>
        tagName === undefined
          ? []
          : [
              {
                tag: tagName,
                className: name,
                module: path.replace(/^dist\//, './'),
                properties: unique(
                  members.filter((member) => member.kind === 'field' && !member.static && !member.readonly).map((member) => member.name),
                ),
                events: unique(events.flatMap((event) => (event.name ? [event.name] : []))),
              },
            ],
      ),
    )
    .sort((a, b) => a.tag.localeCompare(b.tag));
}
