/**
 * The states of a picture and what leads from one to another. One table, one function; nothing else writes a state.
 *
 * idle          nothing asked for
 * offline       the address is known to have no show; looked at again now and then
 * connecting    asked for, no frame yet
 * playing       frames arrive (or would, if a person had not paused)
 * stalled       no frame for a while; the engine may still help itself
 * reconnecting  the stream is lost and tried again
 * ended · error need a person's act
 */
export const PLAYER_STATES = ['idle', 'offline', 'connecting', 'playing', 'stalled', 'reconnecting', 'ended', 'error'] as const;
export type PlayerState = (typeof PLAYER_STATES)[number];

/**
 * load: a source is asked for · frame: a new frame is on screen · silent: frames have stopped · lost: the stream broke, trying again
 * makes sense · gone: nobody is sending · end: the stream said that it is over · fatal: trying again makes no sense · stop: not wanted any more
 */
export const PLAYER_TRIGGERS = ['load', 'frame', 'silent', 'lost', 'gone', 'end', 'fatal', 'stop'] as const;
export type PlayerTrigger = (typeof PLAYER_TRIGGERS)[number];

const always = { load: 'connecting', stop: 'idle' } as const;
const trying = { ...always, frame: 'playing', lost: 'reconnecting', gone: 'offline', end: 'ended', fatal: 'error' } as const;

/** What is not listed changes nothing: a late report of something already left behind. */
export const PLAYER_TABLE: Readonly<Record<PlayerState, Partial<Record<PlayerTrigger, PlayerState>>>> = {
  idle: { load: 'connecting' },
  offline: trying,
  connecting: trying,
  playing: { ...trying, silent: 'stalled' },
  stalled: trying,
  reconnecting: trying,
  ended: always,
  error: always,
};

export const nextState = (state: PlayerState, trigger: PlayerTrigger): PlayerState => PLAYER_TABLE[state][trigger] ?? state;
