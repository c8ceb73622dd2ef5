import './context-root.js';
import { EffectStage } from '../elements/effect-stage/effect-stage.js';

if (!customElements.get('effect-stage')) customElements.define('effect-stage', EffectStage);
