/** What is told to a room about what was decided. @see RongCloud needNotify */
export const NOTE_KINDS = ['muted', 'unmuted', 'blocked', 'unblocked', 'frozen', 'unfrozen', 'exempted', 'unexempted', 'slowed', 'unslowed'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];
