import './context-root.js';
import { MessageList } from '../elements/message-list/message-list.js';

if (!customElements.get('message-list')) customElements.define('message-list', MessageList);
