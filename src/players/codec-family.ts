/**
 * Leaves one codec family in an HLS master playlist: the first one listed that this browser plays.
 *
 * video.js treats all variants as interchangeable. When a server is away for a moment it gives up the variant in use and goes on
 * with the next one, and if that one has another codec the picture may never come back.
 * Returns null when there is nothing to choose, otherwise a playlist whose addresses are absolute.
 */
export function oneCodecFamily(master: string, address: string, plays: (type: string) => boolean): string | null {
  const lines = master.split(/\r?\n/);
  const families = new Map<string, string>();
  for (const line of lines) {
    const codecs = line.startsWith('#EXT-X-STREAM-INF:') && codecsOf(line);
    if (codecs) families.set(familyOf(codecs), families.get(familyOf(codecs)) ?? codecs);
  }
  if (families.size < 2) return null;
  const chosen = [...families].find(([, codecs]) => plays(`video/mp4; codecs="${codecs}"`))?.[0];
  if (chosen === undefined) return null;

  const absolute = (uri: string): string => new URL(uri, address).href;
  const kept: string[] = [];
  let drop = false;
  for (const line of lines) {
    if (line.startsWith('#EXT-X-STREAM-INF:')) {
      drop = familyOf(codecsOf(line)) !== chosen;
      if (!drop) kept.push(line);
    } else if (line !== '' && !line.startsWith('#')) {
      if (!drop) kept.push(absolute(line.trim()));
      drop = false;
    } else {
      // Only the tags that carry an address change; a variant's own address stands on the line after it.
      kept.push(line.replace(/(^#EXT-X-(?:MEDIA|I-FRAME-STREAM-INF|SESSION-KEY):.*?\bURI=")([^"]*)(")/, (_, head: string, uri: string, end: string) => head + absolute(uri) + end));
    }
  }
  return kept.join('\n');
}

const codecsOf = (line: string): string => /[:,]CODECS="([^"]*)"/.exec(line)?.[1] ?? '';
/** `avc1.4d401f,mp4a.40.2` → `avc1,mp4a`; versions of one codec count as the same. */
const familyOf = (codecs: string): string => codecs.split(',').map((codec) => codec.trim().split('.')[0]!.replace('avc3', 'avc1').replace('hev1', 'hvc1')).sort().join();
