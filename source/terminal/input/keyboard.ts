import {Readable} from 'node:stream';
import {StringDecoder} from 'node:string_decoder';
import type {Cancel, Clock} from '../../core/time/clock.ts';
import {KeyFilter} from './key-filter.ts';
import type {MouseEvent} from './mouse.ts';

/** What a keyboard is read from: `process.stdin`, or a stand-in for it. */
export type KeySource = Readable & {
	readonly isTTY?: boolean;
	setRawMode?(isRaw: boolean): unknown;
	ref?(): unknown;
	unref?(): unknown;
};

/** What ctrl+c sends in raw mode. */
const interrupt = '\u0003';

/**
 * The stream that Ink reads instead of stdin: only what was typed or pasted comes through (see `KeyFilter`). It takes
 * from its source just as long as raw mode is on, so that a program which the terminal is lent to has the keys
 * to itself. It ends with its source; errors of the source end it too.
 */
export class Keyboard extends Readable {
	readonly isTTY: boolean;
	isRaw = false;
	readonly #source: KeySource;
	readonly #clock: Clock;
	readonly #filter: KeyFilter;
	readonly #listeners = new Set<(sent: string) => void>();
	readonly #decoder = new StringDecoder('utf8');
	#stopWaiting: Cancel = () => {};
	#onInterrupt: (() => void) | null = null;

	/**
	 * `onFocus` is told when the terminal's window got or lost the focus, `onMouse` what is done with the mouse, where
	 * that was asked for (see `focus` and `mouse`).
	 */
	constructor(
		source: KeySource,
		clock: Clock,
		onFocus: (focused: boolean) => void = () => {},
		onMouse: (event: MouseEvent) => void = () => {},
	) {
		super({encoding: 'utf8'});
		this.#filter = new KeyFilter(onFocus, onMouse);
		this.#source = source;
		this.#clock = clock;
		this.isTTY = source.isTTY === true;
		source.once('end', this.#end);
		source.once('error', this.#end);
		source.once('close', this.#end);
	}

	/** This stream in the type that Ink asks for: it has all that Ink uses of it. */
	asStdin(): NodeJS.ReadStream {
		return this as unknown as NodeJS.ReadStream;
	}

	setRawMode(isRaw: boolean): this {
		if (!isRaw && this.#onInterrupt !== null) {
			return this;
		}

		this.#source.setRawMode?.(isRaw);

		if (isRaw !== this.isRaw) {
			this.isRaw = isRaw;

			if (isRaw) {
				this.#source.on('data', this.#take);
				this.#source.resume();
			} else {
				this.#source.off('data', this.#take);
				this.#source.pause();
				this.#expire();
			}
		}

		return this;
	}

	/**
	 * For the way out: raw mode stays on until `letGo`, whatever Ink asks for, and of what is typed only ctrl+c counts, by
	 * which the reader hurries it. In any other mode ctrl+c would be a signal, for which the system throws away what the
	 * terminal has not read yet, and with that the return to the main screen.
	 */
	beginShutdown(onInterrupt: () => void): void {
		this.#onInterrupt = onInterrupt;
	}

	/** Ends raw mode after `hold`, when all has been written. */
	detach(): void {
		this.#onInterrupt = null;

		if (this.isRaw) {
			this.setRawMode(false);
		}
	}

	ref(): this {
		this.#source.ref?.();
		return this;
	}

	unref(): this {
		this.#source.unref?.();
		return this;
	}

	/** Nothing to be done: keys come when they are pressed, and are never too many. */
	override _read(): void {}

	/** Has everything heard that the terminal sends, keys and answers alike; gives what stops it. */
	listen(listener: (sent: string) => void): () => void {
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	}

	readonly #take = (chunk: Buffer | string): void => {
		const sent = typeof chunk === 'string' ? chunk : this.#decoder.write(chunk);

		for (const listener of this.#listeners) {
			listener(sent);
		}

		this.#stopWaiting();

		if (this.#onInterrupt !== null) {
			if (sent.includes(interrupt)) {
				this.#onInterrupt();
			}

			return;
		}

		this.#give(this.#filter.push(sent));
		const {timeoutMs: patience} = this.#filter;

		if (patience !== null) {
			this.#stopWaiting = this.#clock.after(patience, this.#expire);
		}
	};

	readonly #expire = (): void => {
		this.#stopWaiting();
		this.#give(this.#filter.expire());
	};

	readonly #end = (): void => {
		if (!this.readableEnded && !this.destroyed) {
			this.#expire();
			this.push(null);
		}
	};

	#give(keys: string): void {
		if (keys !== '') {
			this.push(keys);
		}
	}
}
