import { MemoryStore } from '../../../src/server/index.js';
import { testStore } from './store.contract.js';

testStore('memory', () => new MemoryStore());
