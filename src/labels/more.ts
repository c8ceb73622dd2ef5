import { enMore } from './en-more.js';
import { addWords } from './index.js';

// For its effect alone. Elements whose first look needs these words import this; for all others it comes a moment after the first of them.
addWords('en', enMore);
