import type { Server } from 'node:http';
import { join } from 'node:path';
import { createServer, type Plugin, type ViteDevServer } from 'vite';

/**
 * The demo's pages, straight from their sources. `hot`: an edit shows at once, for those who work on the elements.
 * Otherwise an edit shows after a reload by hand, and a page outlives a restart of the server, as a real one must.
 */
export async function createPages(server: Server, { hot }: { hot: boolean }): Promise<ViteDevServer> {
  const root = join(import.meta.dirname, '..');
  const project = join(root, '..');
  const vite = await createServer({
    configFile: false,
    root,
    resolve: {
      alias: packageDoors(join(project, 'src')),
      // Without 'development': the libraries as visitors of a real site get them, and no warnings about that in the console.
      conditions: ['module', 'browser'],
    },
    cacheDir: join(project, 'node_modules/.cache/vite-demo'),
    appType: 'spa',
    logLevel: 'warn',
    plugins: hot ? [] : [withoutHotClient],
    server: {
      middlewareMode: true,
      // Its socket shares our port: Vite takes its own upgrades only, and so does the chat.
      ...(hot ? { hmr: { server } } : { hmr: false, ws: false }),
      fs: { allow: [project] },
    },
    // Named, so that the first visit does not find something new, bundle it, and reload the page.
    optimizeDeps: { entries: ['index.html'], include: ['lit', '@lit/context', 'video.js', 'emoji-picker-element'] },
  });
  // The first visitor should not be the one who waits for the compiler.
  await vite.warmupRequest('/main.ts');
  return vite;
}

/** Vite's script in the page reloads it whenever the server comes back, and with it every unsent word. */
const withoutHotClient: Plugin = {
  name: 'without-hot-client',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => html.replace(/<script type="module" src="\/@vite\/client"><\/script>/, ''),
  },
};

/** The demo imports the package by the names everyone uses; here they lead to the sources. */
function packageDoors(src: string): { find: RegExp; replacement: string }[] {
  return [
    { find: /^live-chatroom$/, replacement: `${src}/index.ts` },
    { find: /^live-chatroom\/client$/, replacement: `${src}/sdk.ts` },
    { find: /^live-chatroom\/define\/(.+)\.js$/, replacement: `${src}/define/$1.ts` },
    { find: /^live-chatroom\/(protocol|define|adapters\/\w+)$/, replacement: `${src}/$1/index.ts` },
  ];
}
