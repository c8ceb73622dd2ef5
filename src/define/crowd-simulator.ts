import './context-root.js';
import { CrowdSimulator } from '../elements/crowd-simulator/crowd-simulator.js';

if (!customElements.get('crowd-simulator')) customElements.define('crowd-simulator', CrowdSimulator);
