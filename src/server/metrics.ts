import type { Counters } from './counters.js';

/** @see https://prometheus.io/docs/instrumenting/exposition_formats/ */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** How things stand now, as opposed to what has happened since the start. */
export interface Gauges {
  readonly connections: number;
  readonly rooms: number;
  readonly busiestRoom: number;
  readonly queuedBytes: number;
  readonly loopDelayMs: number;
  readonly tickStretch: number;
  readonly busUp: boolean;
  readonly closing: boolean;
}

/** Numbers of one server, each with a word on what it is. No room, user or text is named: those are without bound, and nobody's business. */
export function metricsText(counters: Counters, now: Gauges): string {
  const { user, system } = process.cpuUsage();
  const gauge = (name: string, help: string, value: number) => metric('gauge', name, help, [['', value]]);
  const counter = (name: string, help: string, value: number) => metric('counter', `${name}_total`, help, [['', value]]);
  const byReason = (name: string, help: string, values: Readonly<Partial<Record<string, number>>>) =>
    metric('counter', `${name}_total`, help, Object.entries(values).map(([reason, value]) => [`{reason="${reason}"}`, value ?? 0]));
  return [
    gauge('connections', 'Open sockets.', now.connections),
    gauge('rooms', 'Rooms in memory.', now.rooms),
    gauge('room_connections_max', 'Sockets in the busiest room.', now.busiestRoom),
    gauge('queued_bytes', 'Bytes waiting for slow readers.', now.queuedBytes),
    gauge('event_loop_delay_seconds', 'How late timers were in the last second, 95th percentile.', now.loopDelayMs / 1000),
    gauge('tick_stretch', 'Factor on the time between two frames of a room; above 1 the process is behind.', now.tickStretch),
    gauge('bus_up', '1 while messages can be given their places.', now.busUp ? 1 : 0),
    gauge('closing', '1 while the server sends its clients away.', now.closing ? 1 : 0),
    gauge('resident_memory_bytes', 'Memory of the process.', process.memoryUsage.rss()),
    counter('cpu_seconds', 'CPU time of the process.', (user + system) / 1e6),
    counter('accepted', 'Sockets accepted.', counters.accepted),
    byReason('closed', 'Sockets closed by the server, by reason.', counters.closedFor),
    byReason('refused', 'Requests answered with an error, by reason.', counters.refused),
    counter('messages', 'Messages taken.', counters.messages),
    counter('duplicates', 'Messages that had their place already.', counters.duplicates),
    counter('shed', 'Low-priority messages sampled away because a room was full.', counters.shed),
    counter('frames', 'Batches written to sockets.', counters.frames),
    counter('frame_bytes', 'Bytes of those batches.', counters.bytes),
    counter('deliveries', 'Messages in those batches, over all sockets.', counters.deliveries),
    counter('skipped', 'Batches a slow socket did not get.', counters.skipped),
    counter('thinned', 'Batches a slow socket got without what matters least.', counters.thinned),
    counter('bad_frames', 'Frames nobody could read.', counters.badFrames),
    counter('store_failures', 'Writes the store refused.', counters.storeFailures),
    counter('bus_failures', 'Commands to the bus that failed.', counters.busFailures),
    counter('bus_repairs', 'Holes filled from what the bus keeps.', counters.busRepairs),
    counter('epochs', 'Rooms that had to start anew because the bus had lost something.', counters.epochs),
  ].join('');
}

function metric(type: 'gauge' | 'counter', name: string, help: string, samples: readonly (readonly [labels: string, value: number])[]): string {
  const full = `live_chatroom_${name}`;
  return [`# HELP ${full} ${help}`, `# TYPE ${full} ${type}`, ...samples.map(([labels, value]) => `${full}${labels} ${value}`), ''].join('\n');
}
