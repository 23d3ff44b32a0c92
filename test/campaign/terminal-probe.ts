import xterm from '@xterm/headless';

/** Properties of a terminal. Printing text changes none of them. */
export type ProbeState = {
	readonly title: string;
	/** Received OSC and DCS strings. */
	readonly strings: readonly string[];
	readonly replies: readonly string[];
	readonly alternate: boolean;
	/** As JSON. */
	readonly modes: string;
};

/** OSC numbers that terminals act on. */
const oscNumbers = [
	0, 1, 2, 4, 7, 8, 9, 10, 11, 12, 50, 52, 104, 110, 111, 112, 133, 633, 777, 1337,
];
const columns = 120;
const rows = 40;

/** A real terminal parser (xterm.js) that reports every effect except visible text. */
export class TerminalProbe {
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

		for (const number of oscNumbers) {
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

	/** Writes output and returns the state afterwards. */
	async write(written: string | Uint8Array): Promise<ProbeState> {
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

/** Throws if output has any effect except visible text. */
export async function assertNoEffects(written: string | Uint8Array): Promise<void> {
	const probe = new TerminalProbe();

	try {
		const before = JSON.stringify(await probe.write(''));
		const after = JSON.stringify(await probe.write(written));

		if (after !== before) {
			throw new Error(`the terminal changed: ${after}`);
		}
	} finally {
		probe.dispose();
	}
}
