import './context-root.js';
import { SupporterBoard } from '../elements/supporter-board/supporter-board.js';

if (!customElements.get('supporter-board')) customElements.define('supporter-board', SupporterBoard);
