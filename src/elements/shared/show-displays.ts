import { installMedia } from '../../renderers/media.js';
import { builtIns } from '../../renderers/page-registry.js';
import { installShow } from '../../renderers/show.js';
import '../../labels/more.js';

let added = false;

/** Super chats, pinned notices and goals in every room of the page. A plain list brings this by import(), so that it is light without a show. */
export function addShow(): void {
  if (added) return;
  added = true;
  installMedia(builtIns);
  installShow(builtIns);
}
