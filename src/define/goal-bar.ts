import './context-root.js';
import { GoalBar } from '../elements/goal-bar/goal-bar.js';

if (!customElements.get('goal-bar')) customElements.define('goal-bar', GoalBar);
