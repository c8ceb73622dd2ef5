import './context-root.js';
import { RoomStatus } from '../elements/room-status/room-status.js';

if (!customElements.get('room-status')) customElements.define('room-status', RoomStatus);
