import { enMore } from './en-more.js';
import { addWords } from './index.js';

// For its effect alone: elements that say more than list and field import this.
addWords('en', enMore);
