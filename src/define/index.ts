/** Registers every element of the kit. */
import './channel-list.js';
import './live-chatroom.js';
import './media-message.js';
import './mention-tray.js';
import './crowd-simulator.js';
import './effect-stage.js';
import './goal-bar.js';
import './pinned-message.js';
import './super-chat.js';
import './supporter-board.js';
