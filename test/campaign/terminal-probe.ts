import xterm from '@xterm/headless';

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

	/** Writes output and returns the state afterwards. Printing text changes nothing of it. */
	async write(written: string) {
		await new Promise<void>(resolve => {
			this.#terminal.write(written, resolve);
		});
		return {
			title: this.#title,
			/** Received OSC and DCS strings. */
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
