import { createRequire } from 'node:module';

/** What the vendor's SDK answers: it resolves for failures of the service too. */
export interface SdkResult {
  code: number | string;
  msg?: string;
  [more: string]: unknown;
}

type SdkCall = (parameters?: unknown) => Promise<SdkResult>;
/** The modules of `rongcloud-sdk` as a tree of functions. */
export interface Sdk {
  [name: string]: Sdk & SdkCall;
}

/** The vendor's own SDK, as published: a new instance, because it keeps its settings in a module. */
export function officialSdk(api: string, appkey: string, secret: string): Sdk {
  const require = createRequire(import.meta.url);
  const folder = /[\\/]rongcloud-sdk[\\/]lib[\\/]/;
  for (const file of Object.keys(require.cache)) if (folder.test(file)) delete require.cache[file];
  return (require('rongcloud-sdk') as (settings: object) => Sdk)({ appkey, secret, api });
}

/** Paths of all functions, as `Chatroom.Gag.add`. */
export function functionsOf(sdk: object, path = ''): string[] {
  return Object.entries(sdk).flatMap(([name, value]) => {
    const here = path ? `${path}.${name}` : name;
    if (typeof value === 'function') return [here];
    return typeof value === 'object' && value !== null ? functionsOf(value as object, here) : [];
  });
}
