import { erasePerson } from '../person/erase-person.js';
import { exportPerson } from '../person/export-person.js';
import { type Calls, call } from './call.js';
import { USER } from './common-parameters.js';
import { ids } from './parameters.js';

/** What the law in many places asks for: telling people what is kept about them, and forgetting it. The vendor has no calls for it. */
export const PERSON_CALLS: Calls = {
  'user/data/export': call({
    summary: 'Everything that is kept about a user: messages as far as rooms still have them or they wait for a moderator, files, what they gave, mutes, blocks, attributes, lists. Times are ms since 1970.',
    ours: true,
    parameters: { userId: USER },
    answers: {
      userId: 'ann', exportTime: 1769860800000, connections: 0, profile: null, tokensBefore: null, deactivated: null, tags: ['vip'], blacklist: [],
      mutes: [{ room: 'room-1', until: 1769861400000 }], blocks: [], exemptIn: [], allowedIn: [],
      attributes: [{ room: 'room-1', key: 'topic', value: 'tea', at: 1769860800000 }],
      messages: [{ room: 'room-1', id: 'ann.1', type: 'RC:TxtMsg', content: { content: 'hello', user: { id: 'ann', name: 'Ann' } }, sentTime: 1769860800000, offset: 7 }],
      held: [{ room: 'room-1', id: 'ann.2', type: 'RC:TxtMsg', content: { content: 'a casino', user: { id: 'ann', name: 'Ann' } }, sentTime: 1769860800000 }],
      decided: [{ room: 'room-1', id: 'ann.3', verdict: 'rejected', at: 1769860800000 }],
      files: [{ id: 'AbCdEfGhIjKlMnOpQrStUv.png', url: '/media/AbCdEfGhIjKlMnOpQrStUv.png', bytes: 2048, at: 1769860800000 }],
      given: [{ room: 'room-1', value: 300 }],
    },
    act: ({ userId }, desk) => exportPerson(userId, desk),
  }),
  'user/data/erase': call({
    summary:
      'Forgets users: connections end (31029), messages are taken back everywhere, files and everything else about them is removed, totals of what was given stay without the name. Mutes and blocks go too, and tokens made before stay good: stop those people in the app first. The data file is written anew, which takes about a second per 100 MB.',
    ours: true,
    parameters: { userId: ids('User ids, the field repeated.', 20, 'ann') },
    answers: { users: [{ userId: 'ann', messages: 12, attributes: 1, held: 0, files: 2 }] },
    async act({ userId }, desk) {
      const users: object[] = [];
      for (const user of userId) users.push({ userId: user, ...(await erasePerson(user, desk)) });
      desk.archive.scrub();
      return { users };
    },
  }),
};
