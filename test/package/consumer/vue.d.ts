/** As much of Vue's types as ours build on; Vue itself is not among this project's packages. */
export interface HTMLAttributes {
  class?: unknown;
  style?: unknown;
  id?: string;
  title?: string;
  lang?: string;
}
export interface GlobalComponents {
  Transition: unknown;
}
