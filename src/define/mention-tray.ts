import './context-root.js';
import { MentionTray } from '../elements/mention-tray/mention-tray.js';

if (!customElements.get('mention-tray')) customElements.define('mention-tray', MentionTray);
