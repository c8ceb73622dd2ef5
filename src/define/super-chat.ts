import './context-root.js';
import { SuperChat } from '../elements/super-chat/super-chat.js';

if (!customElements.get('super-chat')) customElements.define('super-chat', SuperChat);
