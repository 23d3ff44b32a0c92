/** What a program wrote to a terminal, taken apart. */
export type Reading = {
	/** All that is to be seen, with its line ends. */
	readonly text: string;
	/** The sequences that are on the list, in order. */
	readonly sequences: readonly string[];
	/** What is on no list, each with its place. Bytes of which there should be none. */
	readonly offences: readonly string[];
};

/**
 * All that this program has to say to a terminal besides text. It is a list of what is wanted and not of what is
 * dangerous: whatever nobody thought of is an offence. Strict, too: each sequence whole, in one form.
 */
const listed: readonly RegExp[] = [
	// Moving, erasing, colours.
	String.raw`\u001B\[[\d;]*[A-HJKf]`,
	String.raw`\u001BD\u0008`,
	String.raw`\u001B\[(?:\d{1,3}(?:;\d{1,3})*)?m`,
	// The modes that are switched, and nothing else: end of the row, cursor, alternate screen, mouse, focus, paste, whole frames.
	String.raw`\u001B\[\?(?:7|25|1049|1000|1002|1003|1004|1006|2004|2026)[hl]`,
	// The keyboard's protocol: asked for, pushed, popped.
	String.raw`\u001B\[\?u`,
	String.raw`\u001B\[[<>=]\d*u`,
	// The cursor's place, the end of a string that may be open.
	String.raw`\u001B[78\\]`,
	// A link, and its end.
	String.raw`\u001B\]8;[^;\p{Cc}]*;[^\p{Cc}]*(?:\u0007|\u001B\\)`,
	// The window's title, progress, a notification: their text is text.
	String.raw`\u001B\](?:0|2|9|99|777);[^\p{Cc}]*(?:\u0007|\u001B\\)`,
	// The title put away and taken back.
	String.raw`\u001B\[2[23];[012]t`,
].map(form => new RegExp(`^${form}`, 'u'));

const control = /(?![\n\r])\p{Cc}/u;
/** Turns the reader's eyes, or cannot be seen at all. The joiner of emoji is seen by what it joins. */
const unseen =
	/[\u00AD\u061C\u180E\u200B\u200C\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/u;
const maxOffences = 20;

/** Takes apart what was written. Colours, links and the like are allowed with `sequences`, else there is nothing but text. */
export function readTerminal(
	written: string,
	{sequences: areAllowed}: {readonly sequences: boolean},
): Reading {
	const sequences: string[] = [];
	const offences: string[] = [];
	let text = '';
	let rest = written;

	while (rest !== '' && offences.length < maxOffences) {
		const place = rest.search(control);
		const plain = place === -1 ? rest : rest.slice(0, place);
		text += plain;
		rest = rest.slice(plain.length);

		if (rest !== '') {
			const sequence = areAllowed ? match(rest) : null;

			if (sequence === null) {
				offences.push(JSON.stringify(`${plain.slice(-20)}»${rest.slice(0, 20)}`));
			} else {
				sequences.push(sequence);
			}

			rest = rest.slice(sequence?.length ?? 1);
		}
	}

	const hidden = unseen.exec(text);

	if (hidden !== null) {
		offences.push(JSON.stringify(text.slice(Math.max(0, hidden.index - 20), hidden.index + 20)));
	}

	if (!text.isWellFormed()) {
		offences.push('half a character');
	}

	return {text, sequences, offences};
}

/** Throws where anything is on no list. */
export function assertListed(written: string, allowed = {sequences: false}): void {
	const {offences} = readTerminal(written, allowed);

	if (offences.length > 0) {
		throw new Error(`on no list: ${offences.slice(0, 3).join(' ')}`);
	}
}

function match(rest: string): string | null {
	for (const form of listed) {
		const found = form.exec(rest);

		if (found !== null) {
			return found[0];
		}
	}

	return null;
}
