import {EventEmitter} from 'node:events';
import {render, type RenderOptions} from 'ink';
import type {ReactNode} from 'react';
import type {Size} from '../../source/features/panes/state.ts';

/** Ink's stdout in tests: has a size and records the frames. */
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
		// Ink writes an empty string to wait for earlier writes.
		if (frame !== '') {
			this.frames.push(frame);
		}

		written?.();
		return true;
	}
}

class StandInStdin extends EventEmitter {
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

/** The program's options for Ink, with test streams. */
export function screenOptions(stdout: NodeJS.WriteStream): RenderOptions {
	return {
		stdout,
		stdin: new StandInStdin() as unknown as NodeJS.ReadStream,
		alternateScreen: true,
		interactive: true,
		patchConsole: false,
		exitOnCtrlC: false,
	};
}

/** Renders with Ink to a terminal of some size. With `debug`, Ink writes every frame as a whole and at once. */
export function renderTo(size: Size, tree: ReactNode) {
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
		/** Returns the rows of the last frame, with escape sequences. */
		async frame(): Promise<readonly string[]> {
			// An effect can cause another rendering, so this waits until there is none.
			for (
				let quiet = 0, count = 0;
				quiet < 3;
				quiet = stdout.frames.length === count ? quiet + 1 : 0
			) {
				count = stdout.frames.length;
				await instance.waitUntilRenderFlush();
			}

			// Mode switches are written separately from frames.
			const frames = stdout.frames.filter(text => text.includes('\n'));
			return (frames.at(-1) ?? '').split('\n');
		},
		type(keys: string) {
			stdin.type(keys);
		},
		resize({columns, rows}: Size) {
			stdout.columns = columns;
			stdout.rows = rows;
			stdout.emit('resize');
		},
	};
}
