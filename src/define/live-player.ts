import { LivePlayer } from '../elements/live-player/live-player.js';

if (!customElements.get('live-player')) customElements.define('live-player', LivePlayer);
