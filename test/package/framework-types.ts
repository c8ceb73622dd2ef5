/**
 * Writes the type declarations that let React and Vue check our tags in their templates.
 *
 * Types are taken from the classes themselves, so only names come from the manifest. Names are camelCase in both: Vue's
 * strict templates refuse dashes, and React 19 sets properties, not attributes.
 */
import type { ElementFacts } from './manifest.js';

const union = (names: string[]) => (names.length ? names.map((name) => `'${name}'`).join(' | ') : 'never');

const imports = (elements: ElementFacts[]) =>
  [`import './elements/events.js';`, ...elements.map(({ className, module }) => `import type { ${className} } from '${module}';`)].join('\n');

const shared = `/** The event object that a listener gets. */
type EventOf<Name extends string> = Name extends keyof HTMLElementEventMap ? HTMLElementEventMap[Name] : Event;
`;

/** `onlive-submit`: React 19 takes whatever follows "on" as the event's name. */
export function reactTypes(elements: ElementFacts[]): string {
  const rows = elements.map(
    ({ tag, className, properties, events }) => `      '${tag}': Tag<${className}, ${union(properties)}, ${union(events)}>;`,
  );
  return `${imports(elements)}
import type { HTMLAttributes, RefAttributes } from 'react';

${shared}
type Tag<E, Property extends keyof E, EventName extends string> = Omit<HTMLAttributes<E>, Property> &
  RefAttributes<E> &
  Partial<Pick<E, Property>> & { [Name in EventName as \`on\${Name}\`]?: (event: EventOf<Name>) => void };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${rows.join('\n')}
    }
  }
}
`;
}

/** `onLiveSubmit`: what Vue makes of `@live-submit`. */
export function vueTypes(elements: ElementFacts[]): string {
  const rows = elements.map(
    ({ tag, className, properties, events }) => `    '${tag}': Tag<${className}, ${union(properties)}, ${union(events)}>;`,
  );
  return `${imports(elements)}
import type { HTMLAttributes } from 'vue';

${shared}
type Camel<Text extends string> = Text extends \`\${infer Head}-\${infer Tail}\` ? \`\${Capitalize<Head>}\${Camel<Tail>}\` : Capitalize<Text>;

type Tag<E, Property extends keyof E, EventName extends string> = new () => {
  $props: Omit<HTMLAttributes, Property> &
    Partial<Pick<E, Property>> & { [Name in EventName as \`on\${Camel<Name>}\`]?: (event: EventOf<Name>) => void };
};

declare module 'vue' {
  interface GlobalComponents {
${rows.join('\n')}
  }
}
`;
}
