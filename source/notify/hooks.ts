import {basename} from 'node:path';
import {withDeadline} from '../api/deadline.ts';
import type {Redact} from '../api/redact.ts';
import type {NotifyEvent} from '../core/notify.ts';
import {cleanName, cleanProse} from '../core/text/sanitize.ts';
import type {Duration} from '../core/time/clock.ts';
import type {OwnCommandCall} from '../features/own-commands/index.ts';
import type {Notice} from '../store/notice.ts';
import {runProgram, type ProgramOptions} from '../terminal/run-program.ts';

/** A call of a hook. `input`: its standard input. */
type HookCall = OwnCommandCall & {readonly name: NotifyEvent; readonly input: string};

type HookOptions = ProgramOptions & {
	readonly redact?: Redact;
	readonly showNotice: (failure: Extract<Notice, {kind: 'hook-failed'}>) => void;
};

const maxRunning = 4;
const timeoutMs: Duration = 60_000;
const maxLine = 200;

/**
 * Returns a function that runs a hook for at most a minute, and resolves at its end. Four hooks run at once, the others
 * wait. `closing` ends all hooks; those that wait do not start.
 */
export function createHookRunner(
	{showNotice, redact = text => text, ...options}: HookOptions,
	closing: AbortSignal,
): (call: HookCall) => Promise<void> {
	const waiting: Array<() => void> = [];
	let running = 0;
	/** The hooks whose last call failed. This was reported, so it is not reported again until a call succeeds. */
	const failing = new Set<NotifyEvent>();

	async function execute({name, argv, variables, input}: HookCall): Promise<void> {
		const outcome = await withDeadline(
			async signal => {
				const ended = await runProgram(argv, variables, {...options, input, signal});
				return signal.aborted ? ({kind: 'timeout'} as const) : ended;
			},
			{clock: options.clock, limit: timeoutMs, signal: closing},
		);

		if (closing.aborted) {
			return;
		}

		if (outcome.kind === 'ended' && outcome.code === 0) {
			failing.delete(name);
		} else if (!failing.has(name)) {
			failing.add(name);
			const [path = ''] = argv;
			// The reason must fit into the footer: the name of the hook says where the path is.
			const program = cleanName(outcome.kind === 'not-started' ? path : basename(path));
			const why =
				outcome.kind === 'ended'
					? {...outcome, line: cleanProse(redact(outcome.line).slice(0, maxLine))}
					: outcome;
			showNotice({kind: 'hook-failed', name, program, why});
		}
	}

	return async call => {
		if (running === maxRunning) {
			await new Promise<void>(resolve => {
				waiting.push(resolve);
			});
		}

		running++;

		try {
			if (!closing.aborted) {
				await execute(call);
			}
		} finally {
			running--;
			waiting.shift()?.();
		}
	};
}
