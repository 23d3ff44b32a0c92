import {VirtualScreen} from '../helpers/virtual-screen.ts';

/** OSC numbers that terminals act on. */
const oscNumbers = [
	0, 1, 2, 4, 7, 8, 9, 10, 11, 12, 50, 52, 104, 110, 111, 112, 133, 633, 777, 1337,
];
const dcsIds = [
	{final: 'q'},
	{intermediates: '$', final: 'q'},
	{intermediates: '+', final: 'q'},
] as const;

/** A real terminal parser (xterm.js) that reports every effect except visible text. */
export class TerminalProbe extends VirtualScreen {
	readonly #strings: string[] = [];
	readonly #replies: string[];

	constructor() {
		const replies: string[] = [];
		super(120, 40, reply => replies.push(reply), true);
		this.#replies = replies;

		for (const number of oscNumbers) {
			this.terminal.parser.registerOscHandler(number, text => this.#take(`OSC ${number};${text}`));
		}

		for (const id of dcsIds) {
			this.terminal.parser.registerDcsHandler(id, text => this.#take(`DCS ${text}`));
		}
	}

	/** Draws output and returns the state afterwards. Printing text changes nothing of it. */
	async stateAfter(written: string) {
		await this.draw(written);
		return {
			title: this.title,
			/** Received OSC and DCS strings. */
			strings: [...this.#strings],
			replies: [...this.#replies],
			alternate: this.isAlternate(),
			modes: JSON.stringify(this.modes),
		};
	}

	/** Leaves the string to the terminal too. */
	#take(text: string): boolean {
		this.#strings.push(text);
		return false;
	}
}
