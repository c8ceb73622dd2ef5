import './context-root.js';
import { ChatInput } from '../elements/chat-input/chat-input.js';

if (!customElements.get('chat-input')) customElements.define('chat-input', ChatInput);
