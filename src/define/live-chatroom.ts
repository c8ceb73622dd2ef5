import './context-root.js';
// The room is made of these; a page that replaces one by a slot still shares its definition.
import './audience-strip.js';
import './chat-input.js';
import './danmaku-layer.js';
import './danmaku-settings.js';
import './gift-banners.js';
import './gift-bar.js';
import './like-button.js';
import './live-player.js';
import './member-list.js';
import './message-list.js';
import './pinned-message.js';
import './room-status.js';
import './super-chat.js';
import { LiveChatroom } from '../elements/live-chatroom/live-chatroom.js';

LiveChatroom.showParts = { 'effect-stage': () => import('./effect-stage.js'), 'goal-bar': () => import('./goal-bar.js'), 'supporter-board': () => import('./supporter-board.js') };

if (!customElements.get('live-chatroom')) customElements.define('live-chatroom', LiveChatroom);
