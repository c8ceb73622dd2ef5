import { spawn } from 'node:child_process';
import { projectFolder } from './folders.js';

export interface CommandResult {
  /** `null` when the command was stopped for taking too long. */
  exitCode: number | null;
  /** Both streams, in the order they came. */
  output: string;
  durationMs: number;
}

export interface CommandOptions {
  /** The command and everything it started are stopped after this. */
  limitMs: number;
  env?: Record<string, string>;
  /** Called with each piece of output as it comes. */
  onOutput?: (text: string) => void;
}

/** Runs one command in the project folder and collects what it says. Never rejects for a failing command. */
export function runCommand(command: string[], { limitMs, env, onOutput }: CommandOptions): Promise<CommandResult> {
  const [program = '', ...args] = command;
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    // A process group of its own, so that browsers and servers started by a stuck test go with it.
    const child = spawn(program, args, {
      cwd: projectFolder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const killGroup = () => {
      try {
        process.kill(-child.pid!, 'SIGKILL');
      } catch {
        // Gone already: that is all that was wanted.
      }
    };
    const interrupted = () => {
      killGroup();
      process.exit(130);
    };
    process.once('SIGINT', interrupted).once('SIGTERM', interrupted);

    let output = '';
    let timedOut = false;
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
      onOutput?.(chunk.toString());
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup();
    }, limitMs);
    child.once('error', reject);
    child.once('close', (exitCode) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
      if (timedOut) output += `\nStopped after ${limitMs / 1000} s without coming to an end.\n`;
      resolve({ exitCode: timedOut ? null : exitCode, output, durationMs: performance.now() - startedAt });
    });
  });
}
