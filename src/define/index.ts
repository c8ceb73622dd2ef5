/** Registers every element of the kit. */
import './channel-list.js';
import './live-chatroom.js';
