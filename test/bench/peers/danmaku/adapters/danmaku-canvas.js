import { danmaku } from './danmaku-engine.js';

export const modes = ['all'];
export const create = (stage, settings) => danmaku(stage, settings, 'canvas');
