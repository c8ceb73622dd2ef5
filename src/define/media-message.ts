import './context-root.js';
import { MediaMessage } from '../elements/media-message/media-message.js';

if (!customElements.get('media-message')) customElements.define('media-message', MediaMessage);
