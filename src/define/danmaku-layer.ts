import { DanmakuLayer } from '../elements/danmaku-layer/danmaku-layer.js';

if (!customElements.get('danmaku-layer')) customElements.define('danmaku-layer', DanmakuLayer);
