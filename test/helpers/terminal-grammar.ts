/** The sequences that the program may write. An allow-list also catches sequences that nobody thought of. */
const allowedForms = [
	// Cursor movement, erasing, colors.
	String.raw`\u001B\[[\d;]*[A-HJKf]`,
	String.raw`\u001BD\u0008`,
	String.raw`\u001B\[(?:\d{1,3}(?:;\d{1,3})*)?m`,
	// Modes: line wrap, cursor, alternate screen, mouse, focus, paste, synchronized updates.
	String.raw`\u001B\[\?(?:7|25|1049|1000|1002|1003|1004|1006|2004|2026)[hl]`,
	// The kitty keyboard protocol: query, push, pop.
	String.raw`\u001B\[\?u`,
	String.raw`\u001B\[[<>=]\d*u`,
	// Queries: the background color, kitty graphics, the size of a cell, and the device attributes after them.
	String.raw`\u001B\]11;\?\u001B\\`,
	String.raw`\u001B_Gi=\d+,s=1,v=1,a=q,t=d,f=24;AAAA\u001B\\`,
	String.raw`\u001B\[16t`,
	String.raw`\u001B\[c`,
	// Save and restore the cursor; string terminator.
	String.raw`\u001B[78\\]`,
	// Links.
	String.raw`\u001B\]8;[^;\p{Cc}]*;[^\p{Cc}]*(?:\u0007|\u001B\\)`,
	// Window title, progress, notifications.
	String.raw`\u001B\](?:0|2|9|99|777);[^\p{Cc}]*(?:\u0007|\u001B\\)`,
	// Save and restore the title.
	String.raw`\u001B\[2[23];[012]t`,
];
const allowed = new RegExp(`^(?:${allowedForms.join('|')})`, 'u');

const control = /(?![\n\r])\p{Cc}/u;
/** Bidi controls and invisible characters, except the joiner of emoji. */
const unseen =
	/[\u00AD\u061C\u180E\u200B\u200C\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/u;
const maxViolations = 20;

/**
 * Returns the visible text of terminal output with its line ends, the allowed sequences in order, and what is not allowed
 * (`violations`), each with the text around it. With `sequences: false` only text is allowed.
 */
export function readTerminal(
	written: string,
	{sequences: areAllowed}: {readonly sequences: boolean},
) {
	const sequences: string[] = [];
	const violations: string[] = [];
	let text = '';
	let rest = written;

	while (rest !== '' && violations.length < maxViolations) {
		const place = rest.search(control);
		const plain = place === -1 ? rest : rest.slice(0, place);
		text += plain;
		rest = rest.slice(plain.length);

		if (rest !== '') {
			const sequence = areAllowed ? (allowed.exec(rest)?.[0] ?? null) : null;

			if (sequence === null) {
				violations.push(JSON.stringify(`${plain.slice(-20)}»${rest.slice(0, 20)}`));
			} else {
				sequences.push(sequence);
			}

			rest = rest.slice(sequence?.length ?? 1);
		}
	}

	const hidden = unseen.exec(text);

	if (hidden !== null) {
		violations.push(JSON.stringify(text.slice(Math.max(0, hidden.index - 20), hidden.index + 20)));
	}

	if (!text.isWellFormed()) {
		violations.push('a lone surrogate');
	}

	return {text, sequences, violations};
}

/** Throws if the output has anything that is not allowed. */
export function assertAllowed(written: string, options = {sequences: false}): void {
	const {violations} = readTerminal(written, options);

	if (violations.length > 0) {
		throw new Error(`not allowed: ${violations.slice(0, 3).join(' ')}`);
	}
}
