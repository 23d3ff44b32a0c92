import {openSync} from 'node:fs';
import {Readable} from 'node:stream';
import {StringDecoder} from 'node:string_decoder';
import {ReadStream} from 'node:tty';
import type {Cancel, Clock} from '../../core/time/clock.ts';
import {platform} from '../platform.ts';
import {KeyFilter, type InputHandlers} from './key-filter.ts';

type KeySource = Readable &
	Pick<ReadStream, 'isTTY'> & {
		setRawMode(isRaw: boolean): unknown;
		ref(): unknown;
		unref(): unknown;
	};

const ctrlC = '\u0003';

/**
 * The stream that Ink reads instead of stdin: keys and pastes (see `KeyFilter`). It reads its source, stdin or the
 * terminal, only in raw mode: otherwise a subprocess such as a pager has it. It ends when its source ends or fails.
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

	constructor(source: KeySource, clock: Clock, handlers?: InputHandlers) {
		super({encoding: 'utf8'});
		this.#filter = new KeyFilter(handlers);
		this.#source = source;
		this.#clock = clock;
		this.isTTY = source.isTTY;

		for (const event of ['end', 'error', 'close']) {
			source.once(event, () => {
				if (!this.readableEnded && !this.destroyed) {
					this.#expire();
					this.push(null);
				}
			});
		}
	}

	/** Returns this stream with the type that Ink expects. It has all members that Ink uses. */
	asStdin(): NodeJS.ReadStream {
		return this as unknown as NodeJS.ReadStream;
	}

	setRawMode(isRaw: boolean): this {
		if (!isRaw && this.#onInterrupt !== null) {
			return this;
		}

		this.#source.setRawMode(isRaw);

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
	 * Keeps raw mode on until `detach`, even if Ink ends it: without it, ctrl+c would discard output that the terminal has
	 * not read yet, such as what restores the screen. Ignores all keys except ctrl+c, which calls `onInterrupt`.
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
		this.#source.ref();
		return this;
	}

	unref(): this {
		this.#source.unref();
		return this;
	}

	override _read(): void {}

	/** Subscribes to the unfiltered input. Returns a function that unsubscribes. */
	listen(listener: (input: string) => void): () => void {
		this.#listeners.add(listener);
		return () => {
			this.#listeners.delete(listener);
		};
	}

	readonly #onData = (chunk: Buffer): void => {
		const input = this.#decoder.write(chunk);
		this.#listeners.forEach(listener => listener(input));
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
			this.#cancelTimeout = this.#clock.after(timeoutMs, () => this.#expire());
		}
	};

	#expire(): void {
		this.#cancelTimeout();
		this.#pushKeys(this.#filter.expire());
	}

	#pushKeys(keys: string): void {
		if (keys !== '') {
			this.push(keys);
		}
	}
}

/** Opens the terminal to read keys when standard input is not a terminal. Returns null if there is no terminal. */
export function openKeyboard(): ReadStream | null {
	// The console of Windows needs both rights to change its mode.
	const [path, flags] = platform === 'win32' ? [String.raw`\\.\CONIN$`, 'r+'] : ['/dev/tty', 'r'];

	try {
		return new ReadStream(openSync(path, flags));
	} catch {
		return null;
	}
}
