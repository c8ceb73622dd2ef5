import { MemoryStore } from '../../../src/server/index.js';
import { testFiles } from './files.contract.js';
import { testHeld } from './held.contract.js';
import { testStore } from './store.contract.js';

testStore('memory', () => new MemoryStore());
testFiles('memory', () => new MemoryStore().files);
testHeld('memory', () => new MemoryStore().held);
