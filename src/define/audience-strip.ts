import './context-root.js';
import { AudienceStrip } from '../elements/audience-strip/audience-strip.js';

if (!customElements.get('audience-strip')) customElements.define('audience-strip', AudienceStrip);
