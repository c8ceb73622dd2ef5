import type { MediaLimits } from '../../protocol/index.js';
import type { Settings } from '../defaults.js';

/** What clients are told about files. */
export function mediaLimits({ mediaPath, mediaUrl, mediaLimits: limits }: Pick<Settings, 'mediaPath' | 'mediaUrl' | 'mediaLimits'>): MediaLimits {
  return { url: mediaPath, files: mediaUrl || `${mediaPath}/`, ...limits };
}
