export type LogLevel = 'info' | 'warn' | 'error';
/** Facts for operators: ids, codes, counts. Never what people write, never a token. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;
export type Log = (level: LogLevel, event: string, fields?: LogFields) => void;

/** One JSON object a line on standard error. */
export const jsonLog: Log = (level, event, fields) => {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`);
};

/** The words of any thrown value, for a log field: with the cause's code, without which "fetch failed" says nothing, and never with what was read. */
export function reason(thrown: unknown): string {
  // V8 quotes what it could not read as JSON: that may be what somebody wrote.
  if (thrown instanceof SyntaxError) return 'unreadable JSON';
  if (!(thrown instanceof Error)) return String(thrown);
  const code = (thrown.cause as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? `${thrown.message} (${code})` : thrown.message;
}
