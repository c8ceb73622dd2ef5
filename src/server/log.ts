export type LogLevel = 'info' | 'warn' | 'error';
/** Facts for operators: ids, codes, counts. Never what people write, never a token. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;
export type Log = (level: LogLevel, event: string, fields?: LogFields) => void;

/** One JSON object a line on standard error. */
export const jsonLog: Log = (level, event, fields) => {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`);
};

/** The words of any thrown value, for a log field. */
export function reason(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
