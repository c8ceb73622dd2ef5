import { DanmakuSettings } from '../elements/danmaku-settings/danmaku-settings.js';

if (!customElements.get('danmaku-settings')) customElements.define('danmaku-settings', DanmakuSettings);
