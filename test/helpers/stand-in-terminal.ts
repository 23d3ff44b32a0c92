import {EventEmitter} from 'node:events';
import type {ReactNode} from 'react';
import {render, type Instance, type RenderOptions} from 'ink';
import type {Size} from '../../source/store/state.ts';

/** Where Ink writes in tests: it has a size, and keeps the frames. */
class StandInStdout extends EventEmitter {
	readonly frames: string[] = [];
	readonly isTTY = true;
	columns: number;
	rows: number;

	constructor({columns, rows}: Size) {
		super();
		this.columns = columns;
		this.rows = rows;
	}

	write(frame: string, written?: () => void): boolean {
		// Ink writes nothing at all to learn that everything before is written.
		if (frame !== '') {
			this.frames.push(frame);
		}

		written?.();
		return true;
	}
}

/** What Ink reads keys from in tests. */
export class StandInStdin extends EventEmitter {
	readonly isTTY = true;
	#data: string | null = null;

	type(data: string): void {
		this.#data = data;
		this.emit('readable');
	}

	read(): string | null {
		const data = this.#data;
		this.#data = null;
		return data;
	}

	setEncoding(): void {}
	setRawMode(): void {}
	resume(): void {}
	pause(): void {}
	ref(): void {}
	unref(): void {}
}

/** How the program has Ink draw, on a stream of a test's own. */
export function screenOptions(stdout: NodeJS.WriteStream): RenderOptions {
	return {
		stdout,
		stdin: new StandInStdin() as unknown as NodeJS.ReadStream,
		alternateScreen: true,
		incrementalRendering: true,
		interactive: true,
		patchConsole: false,
		exitOnCtrlC: false,
	};
}

export type StandInTerminal = {
	readonly instance: Instance;
	/** Everything that was written. */
	readonly written: readonly string[];
	/** The rows of the newest frame, with their escape sequences. */
	frame(): Promise<readonly string[]>;
	type(keys: string): void;
	resize(size: Size): void;
};

/** Renders with Ink to a terminal of some size, of which every frame is written whole. */
export function renderTo(size: Size, tree: ReactNode): StandInTerminal {
	const stdout = new StandInStdout(size);
	const stdin = new StandInStdin();
	const instance = render(tree, {
		stdout: stdout as unknown as NodeJS.WriteStream,
		stdin: stdin as unknown as NodeJS.ReadStream,
		debug: true,
		exitOnCtrlC: false,
		patchConsole: false,
		interactive: true,
	});
	return {
		instance,
		written: stdout.frames,
		async frame() {
			// What an effect of one rendering dispatches leads to another, so it is waited until no more comes.
			for (
				let quiet = 0, count = 0;
				quiet < 3;
				quiet = stdout.frames.length === count ? quiet + 1 : 0
			) {
				count = stdout.frames.length;
				await instance.waitUntilRenderFlush();
			}

			// What switches modes of the terminal is written apart from the frames.
			const frames = stdout.frames.filter(text => text.includes('\n'));
			return (frames.at(-1) ?? '').split('\n');
		},
		type(keys) {
			stdin.type(keys);
		},
		resize({columns, rows}) {
			stdout.columns = columns;
			stdout.rows = rows;
			stdout.emit('resize');
		},
	};
}

/** The text without colours and links. */
export function plain(text: string): string {
	// eslint-disable-next-line no-control-regex
	return text.replace(/\u001B\[[\d;]*m|\u001B\]8;[^\u0007\u001B]*(?:\u0007|\u001B\\)/g, '');
}
