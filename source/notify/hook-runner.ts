import {withDeadline} from '../api/deadline.ts';
import type {NotifyEvent} from '../core/notify.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {Duration} from '../core/time/clock.ts';
import type {OwnCommandCall} from '../features/own-commands/state.ts';
import type {Notice} from '../store/notice.ts';
import {runProgram, type ProgramOptions} from '../terminal/run-program.ts';

/** A call of a hook. `input`: what it reads. */
export type HookCall = OwnCommandCall & {readonly name: NotifyEvent; readonly input: string};

type HookRunnerOptions = ProgramOptions & {
	readonly report: (failure: Extract<Notice, {kind: 'hook-failed'}>) => void;
};

const maxRunning = 4;
const timeoutMs: Duration = 60_000;

/** Runs the hooks, four at once, each for at most a minute. */
export class HookRunner {
	readonly #options: HookRunnerOptions;
	readonly #closing: AbortSignal;
	#waiting: HookCall[] = [];
	readonly #running = new Set<Promise<void>>();
	/** The hooks whose last call failed. Their failure was reported. */
	readonly #failing = new Set<NotifyEvent>();

	/** @param closing Ends all hooks. Those that wait do not run any more. */
	constructor(options: HookRunnerOptions, closing: AbortSignal) {
		this.#options = options;
		this.#closing = closing;
	}

	/** The number of calls that have not ended. */
	get unfinished(): number {
		return this.#waiting.length + this.#running.size;
	}

	run(call: HookCall): void {
		this.#waiting.push(call);
		this.#startNext();
	}

	/** Resolves when all calls have ended. */
	async settled(): Promise<void> {
		while (this.#running.size > 0) {
			await Promise.race(this.#running);
		}
	}

	#startNext(): void {
		const call = this.#running.size < maxRunning ? this.#waiting.shift() : undefined;

		if (call !== undefined && !this.#closing.aborted) {
			const running = this.#execute(call).finally(() => {
				this.#running.delete(running);
				this.#startNext();
			});
			this.#running.add(running);
		}
	}

	async #execute({name, argv, variables, input}: HookCall): Promise<void> {
		const {report, ...options} = this.#options;
		const outcome = await withDeadline(
			async signal => {
				const ended = await runProgram(argv, variables, {...options, input, signal});
				return signal.aborted ? ({kind: 'timeout'} as const) : ended;
			},
			{clock: options.clock, limit: timeoutMs, signal: this.#closing},
		);

		if (this.#closing.aborted) {
			return;
		}

		if (outcome.kind === 'ended' && outcome.code === 0) {
			this.#failing.delete(name);
		} else if (!this.#failing.has(name)) {
			this.#failing.add(name);
			report({kind: 'hook-failed', name, program: cleanName(argv[0] ?? ''), why: outcome});
		}
	}
}
