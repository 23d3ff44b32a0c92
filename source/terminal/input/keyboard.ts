import {openSync} from 'node:fs';
import {ReadStream} from 'node:tty';
import {Readable} from 'node:stream';
import {StringDecoder} from 'node:string_decoder';
import type {Cancel, Clock} from '../../core/time/clock.ts';
import {KeyFilter} from './key-filter.ts';
import type {MouseEvent} from './mouse.ts';

type KeySource = Readable & {
	readonly isTTY?: boolean;
	setRawMode?(isRaw: boolean): unknown;
	ref?(): unknown;
	unref?(): unknown;
};

const ctrlC = '\u0003';

/**
 * The stream that Ink reads instead of stdin. It passes on only keys and pastes (see `KeyFilter`). It reads its source only
 * in raw mode, so that a subprocess receives its own keys. It ends when its source ends or fails.
 */
export class Keyboard extends Readable {
	readonly isTTY: boolean;
	isRaw = false;
	readonly #source: KeySource;
	readonly #clock: Clock;
	readonly #filter: KeyFilter;
	readonly #listeners = new Set<(input: string) => void>();
	readonly #decoder = new StringDecoder('utf8');
	#cancelTimeout: Cancel = () => {};
	#onInterrupt: (() => void) | null = null;

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

	/** Ink expects a `ReadStream`, and uses only the members of this class. */
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
				this.#source.on('data', this.#onData);
				this.#source.resume();
			} else {
				this.#source.off('data', this.#onData);
				this.#source.pause();
				this.#expire();
			}
		}

		return this;
	}

	/**
	 * Keeps raw mode on until `detach`, whatever Ink requests, and drops all keys but ctrl+c, which forces the exit. Outside
	 * of raw mode ctrl+c would be a signal, on which the terminal driver discards unread output: here, the restored screen.
	 */
	beginShutdown(onInterrupt: () => void): void {
		this.#onInterrupt = onInterrupt;
	}

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

	/** Does nothing: the source pushes, and keys need no backpressure. */
	override _read(): void {}

	/** Subscribes to the unfiltered input. Returns the function that unsubscribes. */
	listen(listener: (input: string) => void): () => void {
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	}

	readonly #onData = (chunk: Buffer | string): void => {
		const input = typeof chunk === 'string' ? chunk : this.#decoder.write(chunk);

		for (const listener of this.#listeners) {
			listener(input);
		}

		this.#cancelTimeout();

		if (this.#onInterrupt !== null) {
			if (input.includes(ctrlC)) {
				this.#onInterrupt();
			}

			return;
		}

		this.#pushKeys(this.#filter.push(input));
		const {timeoutMs} = this.#filter;

		if (timeoutMs !== null) {
			this.#cancelTimeout = this.#clock.after(timeoutMs, this.#expire);
		}
	};

	readonly #expire = (): void => {
		this.#cancelTimeout();
		this.#pushKeys(this.#filter.expire());
	};

	readonly #end = (): void => {
		if (!this.readableEnded && !this.destroyed) {
			this.#expire();
			this.push(null);
		}
	};

	#pushKeys(keys: string): void {
		if (keys !== '') {
			this.push(keys);
		}
	}
}

const controllingTerminal = '/dev/tty';

/** Opens the controlling terminal (POSIX) to read keys, when standard input is not the terminal. Null if there is none. */
export function openKeyboard(): ReadStream | null {
	try {
		return new ReadStream(openSync(controllingTerminal, 'r'));
	} catch {
		// There is no controlling terminal, or this is Windows.
		return null;
	}
}
