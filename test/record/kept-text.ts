/** What differs from one recording to the next although the program is the same, and what is kept instead. */
const replacements: ReadonlyArray<readonly [RegExp, string | ((match: string) => string)]> = [
	// Ports have five digits, so that nothing moves.
	[/(?:127\.0\.0\.1|localhost):\d{2,5}/g, match => match.replaceAll(/\d+$/g, '00000')],
	[/(?<=127\.0\.0\.1:)\d(?=…)/g, '0'],
	[/\/tmp\/chenyu-record-\w/g, '/tmp/chenyu-record-0'],
	[/(?<![\w.])[\d.]+( ?(?:ms\b|毫秒))/g, '#$1'],
	[/("retry_in_ms": ?)\d+/g, '$1#'],
	[new RegExp(process.version.replaceAll('.', String.raw`\.`), 'g'), 'NODE'],
];

export function keptText(text: string): string {
	return replacements.reduce(
		(kept, [pattern, by]) => kept.replaceAll(pattern, by as string),
		text.split('\n').map(spread).join('\n'),
	);
}

/** Puts the members of a long line of JSON on lines of their own, if the line is exactly as JSON.stringify writes it. */
function spread(line: string): string {
	if (line.length < 300 || !/^[[{]/.test(line)) {
		return line;
	}

	try {
		const value: unknown = JSON.parse(line);
		return JSON.stringify(value) === line ? JSON.stringify(value, null, '\t') : line;
	} catch {
		return line;
	}
}
