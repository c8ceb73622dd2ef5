import type { FileDoor } from '../../client/contract.js';
import type { Environment } from '../../client/environment.js';
import { SocketClient } from '../../client/socket-client.js';
import { LocalHub, toPerson, type Person, type RoomSeed } from './local-hub.js';
import type { Door } from './local-socket.js';

export { LocalHub, type Person, type RoomSeed, type SeedMessage } from './local-hub.js';

export interface LocalClientOptions {
  /** Who we are: a name, or { id, name, avatar?, role? }. The same id twice is one person in two places. */
  user: Person;
  /** What rooms hold when they are first entered, by room id. */
  seed?: Readonly<Record<string, RoomSeed>>;
  /** Which hub to meet at, by name or as an object. Default: one for the whole page. */
  hub?: string | LocalHub;
  /** How long a frame travels, ms one way. Default 0: soon, but never at once. */
  latencyMs?: number;
  /** Clock and timers, for tests. */
  environment?: Partial<Environment>;
}

/** A client whose server is in the page. */
export class LocalClient extends SocketClient {
  /** The other end, to watch or to make trouble with. */
  readonly hub: LocalHub;
  /** Files stay in the page, and are gone with it. */
  override readonly files: FileDoor = { address: '', store: async (file) => URL.createObjectURL(file as Blob) };

  /** @internal Use `createLocalClient`. */
  constructor(hub: LocalHub, door: Door, environment: Partial<Environment> | undefined) {
    // What the machine says about its network is of no meaning here.
    super({ url: 'ws://local.invalid/', token: 'local', WebSocket: door.Socket, environment: { online: () => true, ...environment } });
    this.hub = hub;
    hub.adopt(this, door);
  }
}

/** Hubs of this page by name. */
const hubs = new Map<string, LocalHub>();

/**
 * A whole room in the page, without a server: for stories, tests and first steps. Clients of the same hub meet.
 * @throws {TypeError} a user that cannot be one.
 */
export function createLocalClient({ user, seed = {}, hub = 'page', latencyMs = 0, environment }: LocalClientOptions): LocalClient {
  const person = toPerson(user);
  const found = typeof hub === 'string' ? (hubs.get(hub) ?? new LocalHub(environment)) : hub;
  if (typeof hub === 'string') hubs.set(hub, found);
  for (const [room, content] of Object.entries(seed)) found.seed(room, content);
  return new LocalClient(found, found.door(person, latencyMs), environment);
}
