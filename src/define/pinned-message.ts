import './context-root.js';
import { PinnedMessage } from '../elements/pinned-message/pinned-message.js';

if (!customElements.get('pinned-message')) customElements.define('pinned-message', PinnedMessage);
