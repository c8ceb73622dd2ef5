import type { Counters } from './counters.js';

/** @see https://prometheus.io/docs/instrumenting/exposition_formats/ */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

const OURS = 'live_chatroom_';
/** s since 1970. */
const STARTED_AT = Math.round(performance.timeOrigin) / 1000;

/** How things stand now, as opposed to what has happened since the start. */
export interface Gauges {
  readonly connections: number;
  readonly rooms: number;
  readonly busiestRoom: number;
  readonly queuedBytes: number;
  readonly loopDelayMs: number;
  readonly tickStretch: number;
  readonly held: number;
  readonly busUp: boolean;
  readonly closing: boolean;
}

/** Numbers of one server, each with a word on what it is; those of the process under the names all clients of Prometheus use. No room, user or text is named: those are without bound, and nobody's business. */
export function metricsText(done: Counters, now: Gauges): string {
  const { user, system } = process.cpuUsage();
  const gauge = (name: string, help: string, value: number) => metric('gauge', `${OURS}${name}`, help, [['', value]]);
  const counter = (name: string, help: string, value: number) => metric('counter', `${OURS}${name}_total`, help, [['', value]]);
  const counters = (name: string, label: 'reason' | 'code', help: string, values: Readonly<Partial<Record<string, number>>>) =>
    metric('counter', `${OURS}${name}_total`, help, Object.entries(values).map(([key, value]) => [`{${label}="${key}"}`, value ?? 0]));
  return [
    gauge('connections', 'Open sockets.', now.connections),
    gauge('rooms', 'Rooms in memory.', now.rooms),
    gauge('room_connections_max', 'Sockets in the busiest room.', now.busiestRoom),
    gauge('queued_bytes', 'Bytes waiting for slow readers.', now.queuedBytes),
    gauge('event_loop_delay_seconds', 'How late timers were in the last second, 95th percentile.', now.loopDelayMs / 1000),
    gauge('tick_stretch', 'Factor on the time between two frames of a room; above 1 the process is behind.', now.tickStretch),
    gauge('held_messages', 'Messages waiting for a moderator, on all servers; at most a minute old.', now.held),
    gauge('bus_up', '1 while messages can be given their places.', now.busUp ? 1 : 0),
    gauge('closing', '1 while the server sends its clients away.', now.closing ? 1 : 0),
    metric('gauge', 'process_resident_memory_bytes', 'Memory of the process.', [['', process.memoryUsage.rss()]]),
    metric('gauge', 'process_start_time_seconds', 'When the process started, since 1970.', [['', STARTED_AT]]),
    metric('counter', 'process_cpu_seconds_total', 'CPU time of the process.', [['', (user + system) / 1e6]]),
    counter('accepted', 'Sockets accepted.', done.accepted),
    counters('closed', 'reason', 'Sockets closed by the server, by reason.', done.closedFor),
    counters('refused', 'reason', 'Requests answered with an error, by reason.', done.refused),
    counter('messages', 'Messages taken.', done.messages),
    counter('duplicates', 'Messages that had their place already.', done.duplicates),
    counter('shed', 'Low-priority messages sampled away because a room was full.', done.shed),
    counter('frames', 'Batches written to sockets.', done.frames),
    counter('frame_bytes', 'Bytes of those batches.', done.bytes),
    counter('deliveries', 'Messages in those batches, over all sockets.', done.deliveries),
    counter('skipped', 'Batches a slow socket did not get.', done.skipped),
    counter('thinned', 'Batches a slow socket got without what matters least.', done.thinned),
    counter('bad_frames', 'Frames nobody could read.', done.badFrames),
    counter('uploads', 'Files taken.', done.uploads),
    counter('upload_bytes', 'Bytes of those files.', done.uploadBytes),
    counters('api_calls', 'code', 'Calls of the Server API, by the code they were answered with.', done.apiCalls),
    counter('callbacks_lost', 'Events the app server was never told, because it did not answer.', done.callbacksLost),
    counter('held', 'Messages put aside for a moderator.', done.held),
    counter('approved', 'Of those, let in.', done.approved),
    counter('rejected', 'Of those, not let in, by a moderator or by their age.', done.rejected),
    counter('store_failures', 'Writes the store refused.', done.storeFailures),
    counter('bus_failures', 'Commands to the bus that failed.', done.busFailures),
    counter('bus_repairs', 'Holes filled from what the bus keeps.', done.busRepairs),
    counter('epochs', 'Rooms that had to start anew because the bus had lost something.', done.epochs),
  ].join('');
}

function metric(type: 'gauge' | 'counter', name: string, help: string, samples: readonly (readonly [labels: string, value: number])[]): string {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...samples.map(([labels, value]) => `${name}${labels} ${value}`), ''].join('\n');
}
