import {basename} from 'node:path';
import {withDeadline} from '../api/deadline.ts';
import type {Redact} from '../api/redact.ts';
import type {NotifyEvent} from '../core/notify.ts';
import {cleanName, cleanProse} from '../core/text/sanitize.ts';
import type {Duration} from '../core/time/clock.ts';
import type {OwnCommandCall} from '../features/own-commands/state.ts';
import type {Notice} from '../store/notice.ts';
import {runProgram, type ProgramOptions} from '../terminal/run-program.ts';

/** A call of a hook. `input`: what it reads. */
type HookCall = OwnCommandCall & {readonly name: NotifyEvent; readonly input: string};

type HookRunnerOptions = ProgramOptions & {
	readonly redact?: Redact;
	readonly report: (failure: Extract<Notice, {kind: 'hook-failed'}>) => void;
};

const maxRunning = 4;
const timeoutMs: Duration = 60_000;
const maxLine = 200;

/** Runs hooks, four at once, each for at most a minute. `closing` ends all; those that wait do not run any more. */
export function createHookRunner(
	{report, redact = text => text, ...options}: HookRunnerOptions,
	closing: AbortSignal,
) {
	const waiting: HookCall[] = [];
	const running = new Set<Promise<void>>();
	/** The hooks whose last call failed. Their failure was reported. */
	const failing = new Set<NotifyEvent>();

	function startNext(): void {
		const call = running.size < maxRunning ? waiting.shift() : undefined;

		if (call !== undefined && !closing.aborted) {
			const ended = execute(call).finally(() => {
				running.delete(ended);
				startNext();
			});
			running.add(ended);
		}
	}

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
			report({kind: 'hook-failed', name, program, why});
		}
	}

	return {
		run(call: HookCall): void {
			waiting.push(call);
			startNext();
		},
		unfinished: () => waiting.length + running.size,
		async settled(): Promise<void> {
			while (running.size > 0) {
				await Promise.race(running);
			}
		},
	};
}
