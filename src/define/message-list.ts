import './context-root.js';
import { MessageList } from '../elements/message-list/message-list.js';

if (!customElements.get('message-list')) customElements.define('message-list', MessageList);

// What some of its rows are made of: until it has come, and should it not, their words stand there.
if (typeof document !== 'undefined') import('./media-message.js').catch(reportError);
