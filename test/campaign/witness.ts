import xterm from '@xterm/headless';

/** What became of a terminal: everything in it that text alone leaves as it is. */
export type Effect = {
	readonly title: string;
	/** Strings to the terminal (OSC and DCS by number) that it took: links, the clipboard, settings. */
	readonly strings: readonly string[];
	/** What it answered, which a shell would take for typed. */
	readonly replies: readonly string[];
	readonly alternate: boolean;
	/** The modes, as JSON. */
	readonly modes: string;
};

/** The numbers of the strings that terminals act on. */
const numbers = [0, 1, 2, 4, 7, 8, 9, 10, 11, 12, 50, 52, 104, 110, 111, 112, 133, 633, 777, 1337];
const columns = 120;
const rows = 40;

/** A real terminal's parser that bears witness of what bytes do to it besides being seen. */
export class Witness {
	readonly #terminal: InstanceType<typeof xterm.Terminal>;
	readonly #strings: string[] = [];
	readonly #replies: string[] = [];
	#title = '';

	constructor() {
		this.#terminal = new xterm.Terminal({
			allowProposedApi: true,
			cols: columns,
			rows,
			scrollback: 0,
		});
		this.#terminal.onTitleChange(title => {
			this.#title = title;
		});
		this.#terminal.onData(reply => this.#replies.push(reply));

		for (const number of numbers) {
			this.#terminal.parser.registerOscHandler(number, text => {
				this.#strings.push(`OSC ${number};${text}`);
				return false;
			});
		}

		for (const id of [
			{final: 'q'},
			{intermediates: '$', final: 'q'},
			{intermediates: '+', final: 'q'},
		]) {
			this.#terminal.parser.registerDcsHandler(id, text => {
				this.#strings.push(`DCS ${text}`);
				return false;
			});
		}
	}

	/** Writes, and gives what became of the terminal when all of it was taken. */
	async take(written: string | Uint8Array): Promise<Effect> {
		await new Promise<void>(resolve => {
			this.#terminal.write(written, resolve);
		});
		return {
			title: this.#title,
			strings: [...this.#strings],
			replies: [...this.#replies],
			alternate: this.#terminal.buffer.active.type === 'alternate',
			modes: JSON.stringify(this.#terminal.modes),
		};
	}

	dispose(): void {
		this.#terminal.dispose();
	}
}

/** Throws where the bytes did anything to a terminal besides being seen. */
export async function assertOnlySeen(written: string | Uint8Array): Promise<void> {
	const witness = new Witness();

	try {
		const untouched = JSON.stringify(await witness.take(''));
		const touched = JSON.stringify(await witness.take(written));

		if (touched !== untouched) {
			throw new Error(`the terminal is not as it was: ${touched}`);
		}
	} finally {
		witness.dispose();
	}
}
